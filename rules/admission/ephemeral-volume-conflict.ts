import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/ephemeral-volume-conflict',
  kinds: ['Cluster'],
  about: 'spec.ephemeralVolumeSource',
  consequence: 'refused',
  preset: 'server',
  summary: 'The volume for temporary data is described once',
  why:
    'An ephemeral volume takes the place of the directory whose size `ephemeralVolumesSizeLimit.temporaryData` limits, ' +
    'so the webhook refuses the limit beside the volume.',
  remedy: 'Remove `ephemeralVolumesSizeLimit.temporaryData`; the claim template of the volume says how large it is.',
  exceptions: ['The limit of the shared memory, `shm`, may stand beside the volume.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/storage/#volume-for-temporary-files',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const limit = ['spec', 'ephemeralVolumesSizeLimit', 'temporaryData'];
    const volume = ['spec', 'ephemeralVolumeSource'];
    if (!cluster.has(...limit) || cluster.isUnknown(...limit) || cluster.isUnknown(...volume)) return undefined;
    return {
      at: cluster.at(...volume),
      message: `ephemeralVolumeSource holds the temporary data, so the limit "${String(cluster.value(...limit))}" has nothing to limit`,
      related: [{ at: cluster.at(...limit), message: 'The limit' }],
    };
  },
});
