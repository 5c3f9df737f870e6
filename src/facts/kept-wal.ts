import { defineFact, type Resource } from '../rule/index.ts';
import type { Quantity } from '../values/quantity.ts';
import { parametersPath } from './parameters.ts';
import { mayBePatched } from './patches.ts';
import { walSize } from './wal-sizes.ts';

/** How much WAL does a Cluster keep for standbys that fall behind? Nothing where that is not sure. */
export const keptWal = defineFact<Resource, { readonly text: string; readonly size: Quantity } | undefined>({
  name: 'kept-wal',
  compute(cluster, context) {
    // PostgreSQL 12 counts segments instead.
    if (cluster.isPartial || cluster.has(...parametersPath, 'wal_keep_segments')) return undefined;
    const { path, text, size } = walSize(cluster, 'wal_keep_size', context);
    if (size === undefined || mayBePatched(cluster, context, ...path)) return undefined;
    return { text: text.endsWith('B') ? text : `${text}MB`, size };
  },
});
