import { cronSchedule } from '../../src/facts/cron-schedule.ts';
import { hibernation, isHibernated } from '../../src/facts/hibernation.ts';
import { backedUpClusters, isSuspended } from '../../src/facts/schedules.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'backup/hibernated-with-schedule',
  kinds: ['ScheduledBackup'],
  consequence: 'outage',
  preset: 'recommended',
  summary: 'The schedules of a hibernated Cluster are suspended',
  why:
    'A hibernated cluster has no instance to take a backup of. Each run leaves a Backup behind that fails, or that waits for ever ' +
    'before CloudNativePG 1.28, and alerts on failed backups lose their meaning.',
  remedy: 'Set `suspend: true` on the schedule for as long as the cluster is hibernated.',
  exceptions: [
    'Where several clusters of the name are in view, all of them must be hibernated.',
    'A cluster or a schedule that a patch wakes up or suspends.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/declarative_hibernation/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/8508',
    'https://github.com/cloudnative-pg/cloudnative-pg/pull/8870',
  ],

  check(backup, context) {
    const clusters = context.fact(backedUpClusters, backup);
    const [cluster] = clusters;
    if (!cluster || backup.isPartial || isSuspended(backup, context) !== 'no') return undefined;
    if (!clusters.every((one) => isHibernated(one, context) === 'yes')) return undefined;
    const schedule = context.fact(cronSchedule, backup);
    // A schedule that cannot be read may be one that never runs.
    if (!schedule?.canRun) return undefined;
    return {
      at: schedule.field.at,
      message: `"${schedule.text}" runs ${schedule.inWords}, but cluster "${cluster.name}" is hibernated and cannot be backed up`,
      related: [{ at: cluster.at(...hibernation), message: 'Hibernated here' }],
    };
  },
});
