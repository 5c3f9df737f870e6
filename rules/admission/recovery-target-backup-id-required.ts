import { patchesOf } from '../../src/facts/patches.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/recovery-target-backup-id-required',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.recovery.recoveryTarget',
  consequence: 'refused',
  preset: 'server',
  summary: 'A recovery target that is no time or position names its base backup',
  why: 'From a time or an LSN the operator finds the base backup to start from; with `targetName`, `targetXID` or `targetImmediate` it cannot, and the webhook refuses them without `backupID`.',
  remedy:
    'Set `backupID` to the ID of a base backup that ended before the target: it is in the `status.backupId` of its Backup.',
  exceptions: ['Volume snapshots are base backups themselves.', 'A Cluster to which a patch adds the backup ID.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/#recovery-targets',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const recovery = ['spec', 'bootstrap', 'recovery'];
    const path = [...recovery, 'recoveryTarget'];
    const named = ['targetName', 'targetXID'].find(
      (name) => (cluster.get('string', ...path, name)?.value ?? '') !== '',
    );
    const isImmediate = cluster.get('boolean', ...path, 'targetImmediate') !== undefined;
    const target = named ?? (isImmediate ? 'targetImmediate' : undefined);
    if (target === undefined || cluster.has(...recovery, 'volumeSnapshots')) return undefined;
    if (!cluster.isEmpty(...path, 'backupID')) return undefined;
    if (patchesOf(cluster, context).some((patch) => patch.has(...path, 'backupID'))) return undefined;
    return {
      at: cluster.at(...path, 'backupID'),
      message: `"${target}" does not tell the base backup to start from, and there is no backupID`,
      related: [{ at: cluster.key(...path, target), message: 'The target' }],
    };
  },
});
