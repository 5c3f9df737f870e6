import { defineFact, type Resource } from '../rule/index.ts';
import { parsePostgresSize } from '../values/postgres-size.ts';
import type { Quantity } from '../values/quantity.ts';
import { parametersPath } from './parameters.ts';
import { mayBePatched } from './patches.ts';

const path = [...parametersPath, 'wal_keep_size'];
/** How much of it the operator keeps where a Cluster does not say. */
const otherwise = '512MB';

/** How much WAL does a Cluster keep for standbys that fall behind? Nothing where that is not sure. */
export const keptWal = defineFact<Resource, { readonly text: string; readonly size: Quantity } | undefined>({
  name: 'kept-wal',
  compute(cluster, context) {
    // PostgreSQL 12 counts segments instead.
    if (cluster.isPartial || cluster.has(...parametersPath, 'wal_keep_segments')) return undefined;
    if (cluster.isUnknown(...path) || mayBePatched(cluster, context, ...path)) return undefined;
    const text = cluster.isEmpty(...path) ? otherwise : cluster.get('string', ...path)?.value;
    const size = text === undefined ? undefined : parsePostgresSize(text);
    return text === undefined || size === undefined
      ? undefined
      : { text: /^\d+$/u.test(text) ? `${text}MB` : text, size };
  },
});
