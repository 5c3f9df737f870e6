import { cronSchedule } from '../../src/facts/cron-schedule.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'backup/schedule-six-fields',
  kinds: ['ScheduledBackup'],
  consequence: 'data-loss',
  preset: 'server',
  serverSeverity: 'warning',
  fixable: true,
  summary: 'A schedule has six fields, of which the first is the seconds',
  why:
    'Five fields are read from the seconds on, so each number means something smaller than to a Unix cron: a nightly backup runs every hour, ' +
    'fills the bucket and leaves thousands of Backup objects, or runs in one month of the year only. The API server accepts it with a warning ' +
    'that GitOps controllers hide, or refuses it where the day of the week is no month.',
  remedy: 'Put a field for the seconds in front: `0 0 2 * * *` is every day at 02:00 UTC.',
  exceptions: [
    'Descriptors such as `@daily` are no fields.',
    'Five fields that no Unix cron would take mean what they do here: a warning, and nothing to mend.',
    'The default of a placeholder is not mended.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/backup/#scheduled-backups',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/scheduledbackup_webhook.go',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/4202',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/5380',
    'https://github.com/Panfactum/stack/issues/120',
  ],

  check(backup, context) {
    const schedule = context.fact(cronSchedule, backup);
    if (!schedule?.isFiveField) return undefined;
    const { field, text, refusal, inWords, canRun, meant } = schedule;
    // That it never runs is worse, and said by another rule.
    if (!meant && !canRun) return undefined;
    const { project } = context;
    const { warnsOfScheduleFields, checksScheduledBackups } = project.schemas.operator(project.target);
    const speaks = refusal === undefined ? warnsOfScheduleFields : checksScheduledBackups;
    const isOurs = speaks === 'never' || (speaks === 'at creation' && project.storedOf(backup) !== undefined);
    const message =
      refusal === undefined
        ? `"${text}" has five fields, so it runs ${inWords}`
        : `"${text}" has five fields, so the first is the seconds, and it is refused: ${refusal}`;
    if (!meant)
      return {
        at: field.at,
        message,
        severity: 'warning',
        isOurs,
        help: `Add the day of the week: "${text} *" runs at the same times`,
      };
    return {
      at: field.at,
      message,
      ...(refusal !== undefined && { severity: 'error' }),
      isOurs,
      help: `Put the seconds first: "${meant.text}" runs ${meant.inWords}`,
      ...(!field.assumed && {
        fix: {
          title: `Put the seconds first: "${meant.text}"`,
          safe: true,
          edits: backup.editor.set(backup.inDocument(...field.at.path), meant.text),
        },
      }),
    };
  },
});
