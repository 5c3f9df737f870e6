import { readsParameters } from '../../src/facts/parameters.ts';
import { walSize } from '../../src/facts/wal-sizes.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/min-wal-size-not-below-max',
  kinds: ['Cluster'],
  about: 'spec.postgresql.parameters',
  consequence: 'refused',
  preset: 'server',
  summary: 'The least size of the WAL is below its greatest',
  why: 'The webhook refuses `min_wal_size` unless it is smaller than `max_wal_size`. Left out, they are 80MB and 1GB, so setting one of them can be enough.',
  remedy: 'Raise `max_wal_size` or lower `min_wal_size`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const min = walSize(cluster, 'min_wal_size', context);
    const max = walSize(cluster, 'max_wal_size', context);
    if (!min.size || !max.size || min.size.isZero || max.size.isZero || min.size.compare(max.size) < 0)
      return undefined;
    if (!context.fact(readsParameters, cluster)) return undefined;
    const [least, most] = [min, max].map(({ text, isDefault }) => `"${text}"${isDefault ? ' by default' : ''}`);
    return {
      at: cluster.at(...min.path),
      message: `min_wal_size is ${least}, which is not below max_wal_size, ${most}`,
      ...(!max.isDefault && { related: [{ at: cluster.at(...max.path), message: 'The greatest size' }] }),
    };
  },
});
