import { cronSchedule } from '../../src/facts/cron-schedule.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/schedule-field-count',
  kinds: ['ScheduledBackup'],
  about: 'spec.schedule',
  consequence: 'advice',
  preset: 'server',
  serverSeverity: 'warning',
  since: '1.23',
  summary: 'A schedule of six fields is the only one that the operator takes without a warning',
  why: 'The webhook warns of every schedule without six fields, to catch those of five. A descriptor such as `@daily` means what it says all the same.',
  remedy: 'Spell the descriptor out as six fields to apply without a warning, or leave it.',
  exceptions: [
    'Five fields are the business of backup/schedule-six-fields.',
    'In 1.23, changes of a ScheduledBackup that exists.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/backup/#scheduled-backups',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/scheduledbackup_webhook.go',
  ],

  checkAdmission(backup, context, stored) {
    const { warnsOfScheduleFields } = context.project.schemas.operator(context.project.target);
    if (stored && warnsOfScheduleFields !== 'always') return undefined;
    const schedule = context.fact(cronSchedule, backup);
    if (!schedule || schedule.refusal !== undefined || schedule.text.split(' ').length === 6) return undefined;
    const { field, text, isFiveField, meant, canRun } = schedule;
    if (!isFiveField) return { at: field.at, message: `"${text}" is a descriptor, of which the operator warns` };
    // Five fields that mean something are the business of another rule.
    return meant || canRun ? undefined : { at: field.at, message: `"${text}" has five fields, not six` };
  },
});
