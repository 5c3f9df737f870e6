import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/initdb-wal-segment-size-power-of-two',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.initdb.walSegmentSize',
  consequence: 'refused',
  preset: 'server',
  summary: 'A WAL segment size is a power of two',
  why: 'PostgreSQL cuts its write-ahead log into files of a size that is a power of two, in megabytes from 1 to 1024; the webhook refuses any other.',
  remedy: 'Set `walSegmentSize` to a power of two, or leave it out for 16.',
  references: [
    'https://cloudnative-pg.io/documentation/current/bootstrap/#bootstrap-an-empty-cluster-initdb',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const size = cluster.get('integer', 'spec', 'bootstrap', 'initdb', 'walSegmentSize');
    if (!size || size.value < 1) return undefined;
    const lower = 2 ** Math.floor(Math.log2(size.value));
    if (lower === size.value) return undefined;
    return {
      at: size.at,
      message: `A WAL segment size of "${size.value}" is no power of two`,
      help: `Set walSegmentSize to ${lower} or ${lower * 2}`,
    };
  },
});
