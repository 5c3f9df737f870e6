import { cronSchedule } from '../../src/facts/cron-schedule.ts';
import { recoveryWindow } from '../../src/facts/recovery-window.ts';
import { backedUpClusters, companions, isSuspended } from '../../src/facts/schedules.ts';
import { defineRule } from '../../src/rule/index.ts';
import { longestGap } from '../../src/values/cron-gaps.ts';
import { activationsInWords } from '../../src/values/cron-words.ts';
import { parseSpan, spanInWords, spanPattern } from '../../src/values/span.ts';

export default defineRule({
  id: 'backup/schedule-too-sparse',
  kinds: ['ScheduledBackup'],
  consequence: 'advice',
  preset: 'production',
  summary: 'A Cluster does not go for long without a new base backup',
  why:
    'A restore replays all WAL since the base backup, so it takes the longer the older that is. Where the recovery window is shorter ' +
    'than the gap, there is only one base backup for most of the time: if it is damaged, nothing can be restored.',
  remedy: 'Take a base backup at least every week; every day is usual.',
  exceptions: [
    'All schedules of a cluster count together, whatever their methods.',
    'Without the whole project in view another schedule may be elsewhere.',
    'Suspended schedules, and those that another rule on schedules speaks of.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/backup/#scheduled-backups',
    'https://cloudnative-pg.io/plugin-barman-cloud/docs/retention/',
  ],
  options: {
    schema: {
      maxInterval: { type: 'string', pattern: spanPattern, description: 'The longest time without a new base backup' },
    },
    defaults: { maxInterval: '8d' },
  },

  check(backup, context) {
    const { own, mayHaveMore } = context.fact(companions, backup);
    const active = own.filter((other) => context.fact(isSuspended, other) !== 'yes');
    // The first one speaks for all.
    if (active[0] !== backup || mayHaveMore || !context.project.isComplete('ScheduledBackup')) return undefined;
    if (context.fact(isSuspended, backup) !== 'no') return undefined;
    const all = active.map((other) => context.fact(cronSchedule, other));
    const crons = all.flatMap((one) => (one?.isFiveField === false && one.cron ? [one.cron] : []));
    const [schedule] = all;
    const { scope } = context.project;
    const gap = crons.length === all.length ? longestGap(crons, scope.now) : undefined;
    if (!gap || !schedule) return undefined;

    const [cluster, ...others] = context.fact(backedUpClusters, backup);
    const window = cluster && others.length === 0 ? context.fact(recoveryWindow, cluster) : undefined;
    const most = parseSpan(context.options.maxInterval) ?? Number.POSITIVE_INFINITY;
    const isBeyondWindow = window !== undefined && gap.seconds > window.seconds;
    if (gap.seconds <= most && !isBeyondWindow) return undefined;
    const limit = Math.min(most, isBeyondWindow ? window.seconds : most);
    const name = `cluster "${backup.text('spec', 'cluster', 'name')?.value ?? ''}"`;
    return {
      at: schedule.field.at,
      message:
        `"${schedule.text}" runs ${schedule.inWords}, and ${active.length > 1 ? 'even with its other schedules ' : ''}` +
        `${name} gets no new base backup for up to ${spanInWords(gap.seconds)}` +
        (isBeyondWindow ? `, which is more than its recovery window "${window.field.value}"` : ''),
      help: `The longest gap ahead is between ${activationsInWords([gap.from, gap.to])}: take a base backup at least every ${limit < 604_800 ? spanInWords(limit) : 'week'}.`,
      related: [
        ...(isBeyondWindow ? [{ at: window.field.at, message: 'The recovery window' }] : []),
        ...all.slice(1).flatMap((other) => (other ? [{ at: other.field.at, message: `Runs ${other.inWords}` }] : [])),
      ],
    };
  },
});
