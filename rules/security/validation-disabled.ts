import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'security/validation-disabled',
  kinds: ['Backup', 'Cluster', 'Database', 'Pooler'],
  about: 'metadata.annotations',
  consequence: 'data-loss',
  preset: 'server',
  serverSeverity: 'warning',
  since: '1.24',
  summary: 'Do not switch the validation of a resource off',
  why:
    'The annotation lets every mistake and every forbidden change through that the webhook would refuse, such as a smaller volume or a second way to ' +
    'bootstrap. What is stored then stops the operator, or is acted upon.',
  remedy: 'Remove the annotation; it is for the minutes of an emergency, not for a manifest.',
  exceptions: ['A ScheduledBackup, whose validation the annotation does not switch off.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/labels_annotations/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/common.go',
  ],

  // It is looked at even in a patch, and just there where nothing else of the webhook is.
  check(resource, { project }) {
    const value = resource.get('string', 'metadata', 'annotations', 'cnpg.io/validation');
    const { kindsWithValidationSwitch } = project.schemas.operator(project.target);
    if (value?.value !== 'disabled' || !kindsWithValidationSwitch.includes(resource.kind)) return undefined;
    return { at: value.at, message: `Validation of this ${resource.kind} is switched off` };
  },
});
