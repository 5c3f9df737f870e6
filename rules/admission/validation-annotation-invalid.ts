import { shownValue } from '../../src/facts/shown-value.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/validation-annotation-invalid',
  kinds: ['Backup', 'Cluster', 'Database', 'Pooler'],
  about: 'metadata.annotations',
  consequence: 'outage',
  preset: 'server',
  since: '1.24',
  summary: 'The switch for validation is either on or off',
  why: 'The webhook knows the values `enabled` and `disabled` of the annotation `cnpg.io/validation`. It warns of any other one, and validates as if there were none.',
  remedy: 'Remove the annotation.',
  references: [
    'https://cloudnative-pg.io/documentation/current/labels_annotations/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/common.go',
  ],

  checkAdmission(object, { project }) {
    const path = ['metadata', 'annotations', 'cnpg.io/validation'];
    const value = object.get('string', ...path);
    const { kindsWithValidationSwitch } = project.schemas.operator(project.target);
    if (!value || !kindsWithValidationSwitch.includes(object.kind)) return undefined;
    if (['', 'enabled', 'disabled'].includes(value.value)) return undefined;
    return {
      at: value.at,
      message: `The switch for validation is ${shownValue(object, path)}, neither "enabled" nor "disabled"`,
    };
  },
});
