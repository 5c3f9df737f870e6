import { coldBackup, coldSnapshots } from '../../src/facts/cold-snapshots.ts';
import { cronSchedule } from '../../src/facts/cron-schedule.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { schedules } from '../../src/facts/schedules.ts';
import { defineRule, type Resource } from '../../src/rule/index.ts';

export default defineRule({
  id: 'backup/cold-snapshot-on-primary',
  kinds: ['Cluster', 'ScheduledBackup', 'Backup'],
  consequence: 'outage',
  preset: 'recommended',
  summary: 'A cold snapshot does not stop the primary',
  why:
    'For a cold snapshot the operator stops the instance. With one instance, or where the primary is asked for, ' +
    'the database is down at every run.',
  remedy: 'Take hot snapshots (`online: true`), or have two instances or more with `target: prefer-standby`.',
  exceptions: [
    'Replica clusters, which nobody writes to.',
    'A cluster whose schedules all set `online: true` themselves.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/appendixes/backup_volumesnapshot/',
    'https://cloudnative-pg.io/documentation/current/backup/',
  ],

  check(subject, context) {
    if (subject.isPartial) return undefined;
    if (subject.kind === 'Cluster') {
      const cold = coldSnapshots(subject, context);
      if (!cold) return undefined;
      const { own } = context.fact(schedules, subject);
      const online = ['spec', 'online'];
      const mayBeHot = (one: Resource): boolean =>
        one.get('boolean', ...online)?.value === true || mayBePatched(one, context, ...online);
      if (own.length > 0 && own.every(mayBeHot)) return undefined;
      return {
        at: cold.at.at,
        message: `"online" is false, so each snapshot stops the database of cluster "${cold.cluster}", because ${cold.reason}`,
      };
    }
    const cold = coldBackup(subject, context);
    if (!cold) return undefined;
    const inWords = context.fact(cronSchedule, subject)?.inWords ?? '';
    const what = subject.kind === 'Backup' ? 'backup' : `schedule${inWords === '' ? '' : ` (${inWords})`}`;
    return {
      at: cold.at.at,
      message: `This ${what} takes cold snapshots, which stop the database of cluster "${cold.cluster}", because ${cold.reason}`,
    };
  },
});
