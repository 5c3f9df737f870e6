import { readsParameters } from '../../src/facts/parameters.ts';
import { volumeSizes } from '../../src/facts/volume-sizes.ts';
import { walSize } from '../../src/facts/wal-sizes.ts';
import { defineRule } from '../../src/rule/index.ts';
import { Quantity } from '../../src/values/quantity.ts';

export default defineRule({
  id: 'admission/wal-size-not-below-wal-volume',
  kinds: ['Cluster'],
  about: 'spec.walStorage',
  consequence: 'refused',
  preset: 'server',
  summary: 'The size of the WAL is below that of its volume',
  why: 'PostgreSQL stops when the volume of its WAL is full, so the webhook refuses `min_wal_size` and `max_wal_size` that reach the size of `walStorage`.',
  remedy: 'Lower the parameter, or enlarge `walStorage`.',
  exceptions: ['Parameters that are left at their defaults.', 'A WAL volume without a size or a claim template.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/storage/#volume-for-wal',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    const volume = context.fact(volumeSizes, cluster).find(({ holds }) => holds === 'wal');
    if (!volume || !context.fact(readsParameters, cluster)) return;
    const isNone = volume.size === undefined && cluster.has(...volume.path, 'pvcTemplate');
    const room = isNone ? Quantity.parse(0) : volume.size;
    if (!room || room === 'unknown') return;
    for (const bound of ['min_wal_size', 'max_wal_size'] as const) {
      const { name, path, text, isDefault, size } = walSize(cluster, bound, context);
      if (isDefault || !size || size.isZero || size.compare(room) < 0) continue;
      yield {
        at: cluster.at(...path),
        message: `${name} "${text}" is not below the size of the WAL volume${isNone ? ', which has none' : ''}`,
        related: [{ at: cluster.at(...volume.path, 'size'), message: 'The WAL volume' }],
      };
    }
  },
});
