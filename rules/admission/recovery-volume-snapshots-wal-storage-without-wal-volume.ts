import { mayBePatched } from '../../src/facts/patches.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/recovery-volume-snapshots-wal-storage-without-wal-volume',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.recovery.volumeSnapshots.walStorage',
  consequence: 'refused',
  preset: 'server',
  summary: 'A snapshot of the WAL volume is restored into a Cluster that has one',
  why: 'The webhook refuses a snapshot for the WAL volume where the new Cluster has no WAL volume to fill from it.',
  remedy:
    'Give the Cluster a `walStorage` of the size that the old one had, or leave out the snapshot if the old one had none.',
  exceptions: ['A Cluster to which a patch adds a WAL volume.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/#recovery-from-volumesnapshot-objects',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const path = ['spec', 'bootstrap', 'recovery'];
    const snapshot = cluster.get('object', ...path, 'volumeSnapshots', 'walStorage');
    if (!snapshot || cluster.has('spec', 'walStorage')) return undefined;
    // Beside a Backup or with a backup ID, the snapshots are refused for that alone.
    if (cluster.has(...path, 'backup') || !cluster.isEmpty(...path, 'recoveryTarget', 'backupID')) return undefined;
    if (mayBePatched(cluster, context, 'spec', 'walStorage')) return undefined;
    return {
      at: cluster.key(...snapshot.at.path),
      message: 'The recovery has a snapshot of a WAL volume, and the Cluster has no spec.walStorage to restore it into',
    };
  },
});
