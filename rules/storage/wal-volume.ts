import { mayBePatched } from '../../src/facts/patches.ts';
import { volumeSizes } from '../../src/facts/volume-sizes.ts';
import { defineRule } from '../../src/rule/index.ts';
import { Quantity, quantityPattern } from '../../src/values/quantity.ts';

export default defineRule<{ readonly minDataSize: string }>({
  id: 'storage/wal-volume',
  kinds: ['Cluster'],
  consequence: 'outage',
  preset: 'production',
  summary: 'The WAL has a volume of its own',
  why:
    'When archiving or a replication slot stalls, WAL piles up. On the volume of the data it takes the last room from the ' +
    'database, which stops and is hard to start again.',
  remedy:
    'Add `walStorage` with room for the WAL of several hours. It can be added to a cluster that runs, which restarts its instances, but never be removed.',
  exceptions: [
    'Databases smaller than the option `minDataSize`.',
    'Patches, and what a patch or a placeholder may set.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/storage/#volume-for-wal',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/7150',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/8791',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/4521',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/3680',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/1808',
  ],
  options: {
    schema: {
      minDataSize: {
        type: 'string',
        pattern: quantityPattern,
        description: 'The smallest size of the data volume that asks for one for WAL, such as 10Gi',
      },
    },
    defaults: { minDataSize: '10Gi' },
  },

  check(cluster, context) {
    const path = ['spec', 'walStorage'];
    const isThere = cluster.has(...path) || cluster.isUnknown(...path) || mayBePatched(cluster, context, ...path);
    if (isThere || cluster.isPartial || mayBePatched(cluster, context, 'spec', 'storage')) return undefined;
    const data = context.fact(volumeSizes, cluster).find(({ holds }) => holds === 'data');
    const least = Quantity.parse(context.options.minDataSize);
    if (!data?.size || data.size === 'unknown' || !least || data.size.compare(least) < 0) return undefined;
    return {
      at: cluster.at(...path),
      message: `Cluster "${cluster.name}" keeps its WAL on the volume of its data`,
      related: [{ at: cluster.key(...data.path), message: 'Data and WAL share this volume' }],
    };
  },
});
