import type { Resource } from '../rule/index.ts';

const synchronous = ['spec', 'postgresql', 'synchronous'];

/** What a Cluster says of its synchronous standbys; nothing where it says nothing, or not for sure. */
export interface Synchronous {
  /** How many standbys a commit waits for. */
  readonly number: number;
  /** How many standbys are listed beside the cluster's own instances. */
  readonly listed: number;
}

export function synchronousReplication(cluster: Resource): Synchronous | undefined {
  const number = cluster.get('integer', ...synchronous, 'number')?.value;
  const [before, after] = ['standbyNamesPre', 'standbyNamesPost'].map((name) => lengthOf(cluster, name));
  return number === undefined || before === undefined || after === undefined
    ? undefined
    : { number, listed: before + after };
}

function lengthOf(cluster: Resource, name: string): number | undefined {
  const list = cluster.get('array', ...synchronous, name);
  return list || cluster.isUnknown(...synchronous, name) ? list?.value.length : 0;
}
