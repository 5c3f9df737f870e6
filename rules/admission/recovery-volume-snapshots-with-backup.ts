import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/recovery-volume-snapshots-with-backup',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.recovery.volumeSnapshots',
  consequence: 'refused',
  preset: 'server',
  summary: 'A recovery starts from volume snapshots or from a Backup, not from both',
  why: 'Either holds a whole copy of the data; the webhook refuses to choose.',
  remedy: 'Remove `backup`, or remove `volumeSnapshots`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/#recovery-from-volumesnapshot-objects',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const path = ['spec', 'bootstrap', 'recovery'];
    const isGiven = (field: string): boolean => cluster.has(...path, field) && !cluster.isUnknown(...path, field);
    if (!isGiven('volumeSnapshots') || !isGiven('backup')) return undefined;
    return {
      at: cluster.key(...path, 'backup'),
      message: 'The recovery has both a Backup and volume snapshots to start from',
      related: [{ at: cluster.key(...path, 'volumeSnapshots'), message: 'The volume snapshots' }],
    };
  },
});
