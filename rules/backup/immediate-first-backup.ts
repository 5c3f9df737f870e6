import { cronSchedule } from '../../src/facts/cron-schedule.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { backupsByHand, companions, isSuspended } from '../../src/facts/schedules.ts';
import { defineRule, type Resource } from '../../src/rule/index.ts';
import { activationsInWords } from '../../src/values/cron-words.ts';

const path = ['spec', 'immediate'];

export default defineRule({
  id: 'backup/immediate-first-backup',
  kinds: ['ScheduledBackup'],
  consequence: 'advice',
  preset: 'production',
  summary: 'A new schedule takes a first base backup at once',
  why:
    'Until the first base backup is done nothing can be restored, however much WAL is archived. ' +
    'After a recovery or a major upgrade the new archive starts empty, too.',
  remedy: 'Set `immediate: true`; it acts only when the ScheduledBackup is created.',
  exceptions: [
    'Another schedule of the cluster is immediate, or a Backup of it is among the manifests.',
    'Of several schedules only the first is reported.',
    'A first backup that starts before the archive works fails, so it stays advice.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/backup/#scheduled-backups',
    'https://github.com/keiretsu-labs/kubernetes-manifests/issues/2730',
    'https://github.com/keiretsu-labs/kubernetes-manifests/pull/2745',
  ],

  check(backup, context) {
    const mayBeImmediate = (one: Resource): boolean =>
      one.isUnknown(...path) || one.get('boolean', ...path)?.value === true || mayBePatched(one, context, ...path);
    const active = context.fact(companions, backup).own.filter((one) => context.fact(isSuspended, one) !== 'yes');
    if (active[0] !== backup || active.some(mayBeImmediate)) return undefined;
    if (context.fact(backupsByHand, backup).length > 0) return undefined;

    const schedule = context.fact(cronSchedule, backup);
    // What is refused, runs at other times than was meant, or never, is said by other rules.
    const [first] = schedule?.next(context.project.scope.now, 1) ?? [];
    const cluster = backup.text('spec', 'cluster', 'name')?.value ?? '';
    if (!schedule || !first || schedule.isFiveField) return undefined;
    return {
      at: backup.at(...path),
      message: `Cluster "${cluster}" gets no base backup when this schedule is created, only once it runs, ${schedule.inWords}`,
      help: `Created today, it would run first at ${activationsInWords([first])}: set \`immediate: true\` to start with a base backup.`,
      fix: {
        title: 'Take a base backup when the schedule is created',
        safe: false,
        edits: backup.editor.set(backup.inDocument(...path), true),
      },
    };
  },
});
