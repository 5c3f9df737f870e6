import { defineRule } from '../../src/rule/index.ts';

const documented = 'backup.cnpg.io/volumeSnapshotDeadline';
const actual = 'cnpg.io/volumeSnapshotDeadline';
const annotations = ['metadata', 'annotations'];

export default defineRule({
  id: 'backup/snapshot-deadline-key',
  kinds: ['ScheduledBackup', 'Backup'],
  about: 'metadata.annotations',
  consequence: 'outage',
  preset: 'recommended',
  since: '1.25',
  fixable: true,
  summary: 'The deadline of volume snapshots stands under the key that the operator reads',
  why:
    'The documentation of volume snapshots names a key that the operator does not know. The deadline stays at ten minutes, ' +
    'and snapshots of slow drivers are reported as failed.',
  remedy: 'Write `cnpg.io/volumeSnapshotDeadline: "20"` for twenty minutes.',
  exceptions: ['That the value is refused on a Backup is said by another rule.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/labels_annotations/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/pkg/utils/labels_annotations.go',
  ],

  *check(backup) {
    if (backup.hasKey(...annotations, documented)) {
      const isFree = !backup.hasKey(...annotations, actual);
      const value = backup.text(...annotations, documented)?.value ?? '';
      yield {
        at: backup.key(...annotations, documented),
        message: `The operator does not read "${documented}", so the deadline of snapshots ${isFree ? 'stays at ten minutes' : `is that of "${actual}"`}`,
        help: isFree ? `Write the key as ${actual}.` : `Remove this annotation, and keep ${actual}.`,
        ...(isFree && {
          fix: {
            title: `Rename the annotation to "${actual}"${value === '' ? '' : ` (${value} minutes)`}`,
            safe: true,
            edits: backup.editor.rename(backup.inDocument(...annotations, documented), actual),
          },
        }),
      };
    }
    const minutes = backup.get('string', ...annotations, actual);
    if (backup.kind === 'Backup' || !minutes || /^(?:[+-]?\d+)?$/u.test(minutes.value)) return;
    yield {
      at: minutes.at,
      message: `The deadline "${minutes.value}" is not a whole number of minutes, so the Backups of this schedule are refused or wait ten minutes`,
      help: 'Write the minutes as a number in quotes, such as "20".',
    };
  },
});
