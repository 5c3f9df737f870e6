import { effective } from '../../src/facts/effective.ts';
import { defineRule, type RawFinding } from '../../src/rule/index.ts';
import { byteLength } from '../../src/values/labels.ts';

/** The longest value of a label, and the longest name of a Service. */
const longest = 63;
/** What the operator adds to the name of a ScheduledBackup for each Backup: a hyphen and the time. */
const added = '-20260101020000'.length;

export default defineRule({
  id: 'metadata/derived-name-length',
  kinds: ['Backup', 'Pooler', 'ScheduledBackup'],
  consequence: 'refused',
  preset: 'recommended',
  summary: 'A name leaves room for what the operator makes of it',
  why:
    `The operator puts the name into labels, which hold ${longest} characters, and gives it to a Service. The API server takes the object, ` +
    'and refuses what the operator makes of it: no backup is ever taken, or nobody can connect to the pooler.',
  remedy: 'Choose a shorter name, of lower-case letters, digits and hyphens.',
  exceptions: ['A name with a placeholder.', 'For Clusters the webhook sees to it: see admission/name-too-long.'],
  references: [
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/controller/scheduledbackup_controller.go',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/pkg/reconciler/backup/volumesnapshot/reconciler.go',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/pkg/specs/pgbouncer/services.go',
  ],

  check(resource, context): RawFinding | undefined {
    const name = resource.get('string', 'metadata', 'name');
    if (!name || name.assumed || resource.isPartial) return undefined;
    const length = byteLength(name.value);
    const isTooLong = length > longest;
    const says = (consequence: string): RawFinding => ({
      at: name.at,
      message: `"${name.value}" has ${length} characters, ${consequence}`,
    });
    if (resource.kind === 'Pooler') {
      if (isTooLong) return says(`too many for its Service, whose name has ${longest} at most`);
      if (name.value.includes('.'))
        return { at: name.at, message: `"${name.value}" has a dot, which the name of its Service must not have` };
      if (!/^\d/u.test(name.value)) return undefined;
      return {
        at: name.at,
        severity: 'warning',
        message: `"${name.value}" begins with a digit, which most releases of Kubernetes refuse for the name of its Service`,
      };
    }
    const isSchedule = resource.kind === 'ScheduledBackup';
    if (isTooLong && isSchedule) return says(`too many for a label of its Backups, which holds ${longest}`);
    const method = context.fact(effective, resource).get('string', 'spec', 'method')?.value;
    if (method !== 'volumeSnapshot' || length + (isSchedule ? added : 0) <= longest) return undefined;
    const most = longest - (isSchedule ? added : 0);
    return says(`too many for a label of its volume snapshots, for which it may have ${most}`);
  },
});
