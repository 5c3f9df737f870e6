import { cronSchedule } from '../../src/facts/cron-schedule.ts';
import { objectStoreWriters } from '../../src/facts/object-store-writers.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { retentionOf } from '../../src/facts/recovery-window.ts';
import { schedules } from '../../src/facts/schedules.ts';
import { defineRule, type FactContext, type Resource } from '../../src/rule/index.ts';

const method = ['spec', 'method'];

export default defineRule({
  id: 'backup/retention-needs-base-backups',
  kinds: ['Cluster', 'ObjectStore'],
  consequence: 'outage',
  preset: 'recommended',
  summary: 'An object store with a retention policy gets base backups regularly',
  why:
    'The policy deletes the WAL that is older than the oldest base backup it keeps in the object store. With volume snapshots alone ' +
    'there is no base backup in it, nothing is ever deleted, and the archive grows until the bucket is full.',
  remedy:
    'Add a schedule that takes base backups to the object store, every week for instance, or let the bucket expire WAL later than the snapshots.',
  exceptions: [
    'A cluster without any schedule is the business of another rule.',
    'Without the whole project in view another schedule may be elsewhere.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/backup/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/2429',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/3657',
  ],

  check(subject, context) {
    const policy = retentionOf(subject, context);
    if (!policy || subject.isPartial || !context.project.isComplete('ScheduledBackup')) return undefined;
    const clusters = subject.kind === 'Cluster' ? [subject] : context.fact(objectStoreWriters, subject);
    for (const cluster of clusters) {
      const snapshots = onlySnapshots(cluster, context);
      if (snapshots.length === 0) continue;
      return {
        at: policy.field.at,
        message: `The policy "${policy.field.value}" deletes nothing, since cluster "${cluster.name}" is backed up by volume snapshots only`,
        related: snapshots.map((one) => ({
          at: one.at(...method),
          message: `Takes volume snapshots ${context.fact(cronSchedule, one)?.inWords ?? ''}`.trimEnd(),
        })),
      };
    }
    return undefined;
  },
});

/** The schedules of a Cluster if all of them surely take volume snapshots. */
function onlySnapshots(cluster: Resource, context: FactContext): readonly Resource[] {
  const { own, mayHaveMore } = context.fact(schedules, cluster);
  const isSnapshot = (one: Resource): boolean =>
    one.get('string', ...method)?.value === 'volumeSnapshot' && !mayBePatched(one, context, ...method);
  return cluster.isPartial || mayHaveMore || !own.every(isSnapshot) ? [] : own;
}
