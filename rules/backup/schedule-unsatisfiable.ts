import { cronSchedule } from '../../src/facts/cron-schedule.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'backup/schedule-unsatisfiable',
  kinds: ['ScheduledBackup'],
  consequence: 'data-loss',
  preset: 'recommended',
  summary: 'A schedule has a date on which it runs',
  why:
    'The API server accepts a schedule for a date that no year has. The operator finds no next time, leaves a NoSchedule event behind and ' +
    'never makes a backup.',
  remedy: 'Name a date that exists, or a day of the week.',
  exceptions: ['A date that only some years have, such as 29 February.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/backup/#scheduled-backups',
    'https://github.com/cloudnative-pg/cloudnative-pg/pull/5109',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/controller/scheduledbackup_controller.go',
  ],

  check(backup, context) {
    const schedule = context.fact(cronSchedule, backup);
    if (!schedule || schedule.refusal !== undefined || schedule.canRun) return undefined;
    return { at: schedule.field.at, message: `No date and time matches "${schedule.text}", so it never runs` };
  },
});
