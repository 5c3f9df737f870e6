import { cronSchedule } from '../../src/facts/cron-schedule.ts';
import { isHibernated } from '../../src/facts/hibernation.ts';
import { backedUpClusters, companions, isSuspended } from '../../src/facts/schedules.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'backup/scheduled-backup-suspended',
  kinds: ['ScheduledBackup'],
  about: 'spec.suspend',
  consequence: 'outage',
  preset: 'recommended',
  summary: 'The only schedule of a Cluster is not suspended',
  why:
    'Somebody stopped the backups for some maintenance, and the flag stayed. Nothing alerts on a schedule that never runs: ' +
    'the newest base backup grows older by the day, until a restore takes for ever or finds nothing.',
  remedy: 'Remove `suspend`, or set it to false; where it must stay, say in a comment until when.',
  exceptions: [
    'Another schedule of the same cluster is active, or may be.',
    'The cluster is hibernated.',
    'Without the whole project in view the other schedule may be elsewhere.',
  ],
  references: ['https://cloudnative-pg.io/documentation/current/backup/#scheduled-backups'],

  check(schedule, context) {
    if (schedule.isPartial || isSuspended(schedule, context) !== 'yes') return undefined;
    const { own, mayHaveMore } = context.fact(companions, schedule);
    const mayRun = own.some((other) => isSuspended(other, context) !== 'yes');
    if (own.length === 0 || mayRun || mayHaveMore || !context.project.isComplete('ScheduledBackup')) return undefined;
    if (context.fact(backedUpClusters, schedule).some((one) => isHibernated(one, context) !== 'no')) return undefined;
    const inWords = context.fact(cronSchedule, schedule)?.inWords ?? '';
    const cluster = schedule.text('spec', 'cluster', 'name')?.value ?? '';
    return {
      at: schedule.at('spec', 'suspend'),
      message:
        `"suspend" is true, so this schedule${inWords === '' ? '' : ` (${inWords})`} never runs, ` +
        `and no other one backs up cluster "${cluster}"`,
    };
  },
});
