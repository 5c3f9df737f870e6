import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/wal-storage-removed',
  kinds: ['Cluster'],
  about: 'spec',
  consequence: 'refused',
  preset: 'server',
  looksAtStored: true,
  summary: 'A Cluster keeps its volume for WAL',
  why: 'The operator cannot move the WAL back to the volume of the data, so the webhook refuses a change that removes `walStorage`.',
  remedy: 'Put `walStorage` back as it was.',
  references: [
    'https://cloudnative-pg.io/documentation/current/storage/#volume-for-wal',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, _, stored) {
    if (!stored?.has('spec', 'walStorage') || cluster.has('spec', 'walStorage')) return undefined;
    return {
      at: cluster.at('spec', 'walStorage'),
      message: 'The volume for WAL, "walStorage", is removed from a Cluster that has one',
      related: [{ at: stored.key('spec', 'walStorage'), message: 'It was here' }],
    };
  },
});
