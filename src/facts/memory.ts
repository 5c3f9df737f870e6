import type { Resource } from '../rule/index.ts';
import { type Amount, hugePages, positiveAt } from './amounts.ts';

/** The memory that each instance of a Cluster may use: its limit, else what it requests. */
export interface Memory extends Amount {
  readonly of: 'limits' | 'requests';
}

/** The memory of a Cluster's pods; nothing if it is not given, or unknown. Huge pages come on top of it. */
export function memoryOf(cluster: Resource): Memory | undefined {
  for (const of of ['limits', 'requests'] as const) {
    const path = ['spec', 'resources', of, 'memory'];
    const amount = positiveAt(cluster, ...path);
    if (amount) return { ...amount, of };
    // A limit that cannot be read, or that the rest of a patched object may have, is not the request.
    if (cluster.has(...path) || cluster.isUnknown(...path) || cluster.isPartial) return undefined;
  }
  return undefined;
}

/** Whether a Cluster may keep its shared memory in huge pages. */
export function hasHugePages(cluster: Resource): boolean {
  return (['limits', 'requests'] as const).some((side) => hugePages(cluster, side).length > 0);
}
