import { defineRule, type Path, type Resource } from '../../src/rule/index.ts';

const groups = new Map([
  ['VolumeSnapshot', 'snapshot.storage.k8s.io'],
  ['PersistentVolumeClaim', ''],
]);

export default defineRule({
  id: 'admission/recovery-volume-snapshots-kind',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.recovery.volumeSnapshots',
  consequence: 'refused',
  preset: 'server',
  summary: 'A recovery from volumes names VolumeSnapshots or PersistentVolumeClaims',
  why: 'A volume is filled from a `VolumeSnapshot` of the API group `snapshot.storage.k8s.io`, or from a `PersistentVolumeClaim`, which has no API group; the webhook refuses anything else, and either with another API group.',
  remedy:
    'Set `kind: VolumeSnapshot` with `apiGroup: snapshot.storage.k8s.io`, or `kind: PersistentVolumeClaim` without `apiGroup`.',
  exceptions: ['`tablespaceStorage`, which the webhook does not look at.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/#recovery-from-volumesnapshot-objects',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster) {
    const path = ['spec', 'bootstrap', 'recovery'];
    // Beside a Backup or with a backup ID, the snapshots are refused for that alone.
    if (cluster.has(...path, 'backup') || !cluster.isEmpty(...path, 'recoveryTarget', 'backupID')) return;
    for (const name of ['storage', 'walStorage']) {
      const volume = [...path, 'volumeSnapshots', name];
      if (name === 'walStorage' && !cluster.has(...volume)) continue;
      const kind = textOrEmpty(cluster, [...volume, 'kind']);
      const group = textOrEmpty(cluster, [...volume, 'apiGroup']);
      if (kind === undefined || group === undefined) continue;
      const wanted = groups.get(kind);
      if (wanted === group) continue;
      const isOtherGroup = wanted !== undefined && group !== '';
      yield {
        at: cluster.at(...volume, isOtherGroup ? 'apiGroup' : 'kind'),
        message: isOtherGroup
          ? `A "${kind}" is not of the apiGroup "${group}"`
          : wanted !== undefined
            ? `A "${kind}" has the apiGroup "${wanted}", and none is given`
            : kind === ''
              ? `${name} does not say the kind of what the volume is filled from`
              : `A volume cannot be filled from a "${kind}"`,
      };
    }
  },
});

/** A text, which is empty where nothing is written; nothing if it is not known. */
function textOrEmpty(cluster: Resource, path: Path): string | undefined {
  return cluster.isEmpty(...path) ? '' : cluster.get('string', ...path)?.value;
}
