import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/online-requires-volume-snapshot',
  kinds: ['Backup', 'ScheduledBackup'],
  about: 'spec',
  consequence: 'refused',
  preset: 'server',
  looksAtStored: true,
  summary: 'Only a backup by volume snapshots says whether it is taken online',
  why: 'A backup into an object store is always taken from a running instance: the webhook refuses `online` and `onlineConfiguration` there, whatever they hold.',
  remedy: 'Remove the field, or set `method: volumeSnapshot`.',
  exceptions: ['Backups by a plugin.', 'Until 1.23, changes of a ScheduledBackup that exists.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/appendixes/backup_volumesnapshot/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/backup_webhook.go',
  ],

  *checkAdmission(backup, { project }, stored) {
    const { checksScheduledBackups } = project.schemas.operator(project.target);
    if (stored && backup.kind === 'ScheduledBackup' && checksScheduledBackups === 'at creation') return;
    if (backup.get('string', 'spec', 'method')?.value !== 'barmanObjectStore') return;
    const isWritten = backup.isWritten('spec', 'method');
    for (const name of ['online', 'onlineConfiguration']) {
      if (!backup.has('spec', name)) continue;
      yield {
        at: backup.key('spec', name),
        message: `"${name}" is for volume snapshots, but the method is "barmanObjectStore"${isWritten ? '' : ' by default'}`,
        ...(isWritten && { related: [{ at: backup.at('spec', 'method'), message: 'The method' }] }),
      };
    }
  },
});
