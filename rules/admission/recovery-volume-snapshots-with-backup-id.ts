import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/recovery-volume-snapshots-with-backup-id',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.recovery.recoveryTarget.backupID',
  consequence: 'refused',
  preset: 'server',
  summary: 'A recovery from volume snapshots names no backup ID',
  why: 'A backup ID names a base backup in an object store. With volume snapshots there is none to choose, and the webhook refuses it.',
  remedy: 'Remove `backupID`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/#recovery-from-volumesnapshot-objects',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const path = ['spec', 'bootstrap', 'recovery'];
    const snapshots = cluster.get('object', ...path, 'volumeSnapshots');
    const id = cluster.get('string', ...path, 'recoveryTarget', 'backupID');
    // With a Backup beside them, the snapshots are refused for that alone.
    if (!snapshots || cluster.has(...path, 'backup') || !id || id.value === '') return undefined;
    return {
      at: id.at,
      message: `The recovery starts from volume snapshots, so there is no backup "${id.value}" to choose`,
      related: [{ at: cluster.key(...path, 'volumeSnapshots'), message: 'The volume snapshots' }],
    };
  },
});
