import { cronSchedule } from '../../src/facts/cron-schedule.ts';
import { effective } from '../../src/facts/effective.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { isSuspended } from '../../src/facts/schedules.ts';
import { defineRule } from '../../src/rule/index.ts';
import { shortestGap } from '../../src/values/cron-gaps.ts';
import { pinnedToMinute } from '../../src/values/cron-repair.ts';
import { activationsInWords } from '../../src/values/cron-words.ts';
import { parseSpan, spanInWords, spanPattern } from '../../src/values/span.ts';

export default defineRule({
  id: 'backup/schedule-too-frequent',
  kinds: ['ScheduledBackup'],
  consequence: 'outage',
  preset: 'recommended',
  summary: 'A schedule does not take base backups more often than makes sense',
  why:
    'Each run copies the whole data directory and adds a Backup object. Runs that come too fast queue up behind one another, ' +
    'starve the archiver of WAL, and fill the bucket.',
  remedy:
    'Give the seconds and the minutes one value each: `0 0 2 * * *`. What happens between two base backups is in the archived WAL.',
  exceptions: [
    'Five fields are the business of another rule.',
    'A volume snapshot is quicker: it has a limit of its own.',
    'A suspended schedule does not run.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/backup/#scheduled-backups',
    'https://github.com/gavinmcfall/home-ops/pull/2021',
    'https://github.com/dsx-ai-factory/nv-config-manager/pull/244',
  ],
  options: {
    schema: {
      minInterval: { type: 'string', pattern: spanPattern, description: 'The least time between two base backups' },
      minSnapshotInterval: {
        type: 'string',
        pattern: spanPattern,
        description: 'The least time between two volume snapshots',
      },
    },
    defaults: { minInterval: '60m', minSnapshotInterval: '15m' },
  },

  check(backup, context) {
    const schedule = context.fact(cronSchedule, backup);
    if (!schedule?.cron || schedule.isFiveField || isSuspended(backup, context) !== 'no') return undefined;
    const { minInterval, minSnapshotInterval } = context.options;
    // A method that is not known, or not yet, may be the quick one.
    const isOpen = backup.isPartial || mayBePatched(backup, context, 'spec', 'method');
    const method = isOpen ? undefined : context.fact(effective, backup).get('string', 'spec', 'method')?.value;
    const isSnapshot = method === undefined || method === 'volumeSnapshot';
    const least = parseSpan(isSnapshot ? minSnapshotInterval : minInterval) ?? 0;
    const { now } = context.project.scope;
    const gap = shortestGap(schedule.cron, now);
    if (!gap || gap.seconds >= least) return undefined;

    const pinned = pinnedToMinute(schedule.text);
    const better =
      pinned && (shortestGap(pinned.cron, now)?.seconds ?? least) >= Math.max(least, 7200) ? pinned : undefined;
    const what = method === 'volumeSnapshot' ? 'volume snapshots' : method === undefined ? 'backups' : 'base backups';
    return {
      at: schedule.field.at,
      message: `"${schedule.text}" runs ${schedule.inWords}, so ${what} start only ${spanInWords(gap.seconds)} apart`,
      help:
        `They would start at ${activationsInWords([gap.from, gap.to])}: ` +
        (better
          ? `write "${better.text}", which runs ${better.inWords}.`
          : `leave at least ${spanInWords(least)} between two.`),
    };
  },
});
