import { shownValue } from '../../src/facts/shown-value.ts';
import { defineRule } from '../../src/rule/index.ts';
import { parseInteger } from '../../src/values/go-numbers.ts';

export default defineRule({
  id: 'admission/volume-snapshot-deadline-integer',
  kinds: ['Backup'],
  about: 'metadata.annotations',
  consequence: 'refused',
  preset: 'server',
  since: '1.25',
  summary: 'A deadline for volume snapshots is a whole number of minutes',
  why: 'The webhook refuses a Backup whose annotation `cnpg.io/volumeSnapshotDeadline` is no integer: it takes no unit.',
  remedy: 'Write the minutes as digits in quotes, such as "10".',
  exceptions: ['An empty annotation, which counts as none.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/labels_annotations/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/backup_webhook.go',
  ],

  checkAdmission(backup) {
    const path = ['metadata', 'annotations', 'cnpg.io/volumeSnapshotDeadline'];
    const deadline = backup.get('string', ...path);
    if (!deadline || deadline.value === '' || parseInteger(deadline.value) !== undefined) return undefined;
    return { at: deadline.at, message: `The deadline ${shownValue(backup, path)} is no whole number of minutes` };
  },
});
