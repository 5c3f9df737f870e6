import { cronSchedule } from '../../src/facts/cron-schedule.ts';
import { defineRule, toDotted } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/schedule-invalid',
  kinds: ['ScheduledBackup'],
  consequence: 'refused',
  preset: 'server',
  summary: 'A schedule is one that the operator understands',
  why:
    'The webhook refuses a schedule that it cannot read. Its grammar is small: numbers, ranges, steps, lists and the short English names of ' +
    'months and days, without the L, W and # of other crons, without time zones, and with Sunday as 0 but not as 7.',
  remedy:
    'Write six fields (second, minute, hour, day of the month, month, day of the week), or a descriptor such as `@every 6h`.',
  exceptions: [
    'Five fields that a Unix cron would take are the business of backup/schedule-six-fields.',
    'Until 1.23, changes of a ScheduledBackup that exists.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/backup/#scheduled-backups',
    'https://pkg.go.dev/github.com/robfig/cron#hdr-CRON_Expression_Format',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/scheduledbackup_webhook.go',
  ],

  check(backup, context) {
    const { schemas, target } = context.project;
    const isOld = context.project.storedOf(backup) !== undefined;
    if (isOld && schemas.operator(target).checksScheduledBackups === 'at creation') return undefined;
    // Early operators write an empty schedule where there is none, and then refuse it.
    if (
      backup.problems.some(
        ({ code, path }) => code === 'filled-in' && ['spec', 'spec.schedule'].includes(toDotted(path)),
      )
    )
      return backup.isPartial ? undefined : { at: backup.at('spec', 'schedule'), message: 'There is no schedule' };
    const schedule = context.fact(cronSchedule, backup);
    if (schedule?.refusal === undefined || schedule.isFiveField) return undefined;
    const { field, text, refusal, meant } = schedule;
    return {
      at: field.at,
      message: `"${text}" is no schedule: ${refusal}`,
      ...(meant && {
        help: `Write "${meant.text}" to run ${meant.inWords}`,
        fix: {
          title: `Write "${meant.text}"`,
          safe: false,
          edits: backup.editor.set(backup.inDocument(...field.at.path), meant.text),
        },
      }),
    };
  },
});
