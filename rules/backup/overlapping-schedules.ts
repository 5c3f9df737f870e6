import { cronSchedule, type Schedule } from '../../src/facts/cron-schedule.ts';
import { companions, doTheSame, isSuspended } from '../../src/facts/schedules.ts';
import { defineRule, type FactContext, type Resource } from '../../src/rule/index.ts';
import type { Cron } from '../../src/values/cron.ts';
import { meetings, shortestGap } from '../../src/values/cron-gaps.ts';
import { activationsInWords } from '../../src/values/cron-words.ts';
import { parseSpan, spanPattern } from '../../src/values/span.ts';

export default defineRule({
  id: 'backup/overlapping-schedules',
  kinds: ['ScheduledBackup'],
  consequence: 'advice',
  preset: 'production',
  summary: 'Only one schedule takes a base backup at a time',
  why:
    'Most often one of them is left over from a renaming. Two base backups of the same data cost twice the space and the load, ' +
    'and the second one waits for the first.',
  remedy: 'Delete one of the two.',
  exceptions: [
    'Schedules of different methods, plugins or plugin parameters.',
    'Schedules that meet now and then only: fewer than half of the runs of the rarer one.',
    'Manifests of one name are one schedule, written down for several environments.',
    'A suspended schedule does not run, and `@every` has no fixed times.',
  ],
  references: ['https://cloudnative-pg.io/documentation/current/backup/#scheduled-backups'],
  options: {
    schema: {
      minInterval: {
        type: 'string',
        pattern: spanPattern,
        description: 'Runs of two schedules that are nearer than this are taken for the same',
      },
    },
    defaults: { minInterval: '60m' },
  },

  check(backup, context) {
    const within = parseSpan(context.options.minInterval) ?? 0;
    const { now } = context.project.scope;
    // The later one of two is told.
    const { own } = context.fact(companions, backup);
    for (const other of own.slice(0, Math.max(0, own.indexOf(backup)))) {
      const [mine, theirs] = [timesOf(backup, context), timesOf(other, context)];
      if (!mine || !theirs || !doTheSame(backup, other, context)) continue;
      const isBusy = [mine.cron, theirs.cron].some((cron) => (shortestGap(cron, now)?.seconds ?? within) < within);
      const { runs, met, first } = meetings(mine.cron, theirs.cron, within, now);
      // A schedule that runs too often is said by another rule.
      if (isBusy || !first || met * 2 < runs) continue;
      const cluster = backup.text('spec', 'cluster', 'name')?.value ?? '';
      const when = mine.inWords === theirs.inWords ? 'at the same times' : theirs.inWords;
      return {
        at: mine.field.at,
        message: `"${mine.text}" backs up cluster "${cluster}" ${mine.inWords}, and ScheduledBackup "${other.name}" does the same ${when}`,
        help: `They next meet at ${activationsInWords([first])}: delete one of the two.`,
        related: [{ at: theirs.field.at, message: 'The other schedule' }],
      };
    }
    return undefined;
  },
});

/** When a schedule that is active runs, if it has times that can be compared. */
function timesOf(schedule: Resource, context: FactContext): Timed | undefined {
  const times = context.fact(cronSchedule, schedule);
  const isActive = context.fact(isSuspended, schedule) === 'no';
  return isActive && times?.cron?.is === 'calendar' && !times.isFiveField && isTimed(times) ? times : undefined;
}

type Timed = Schedule & { readonly cron: Cron };

function isTimed(schedule: Schedule): schedule is Timed {
  return schedule.cron !== undefined;
}
