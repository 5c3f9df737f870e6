import { findBelow, type Resource } from '../rule/index.ts';
import { type Amount, positiveAt } from './amounts.ts';

/** An amount of memory or CPU that a container asks for or is limited to. */
export interface RequestedAmount extends Amount {
  readonly of: 'memory' | 'cpu';
}

/** Which amounts of memory and CPU does a resource name, in whatever container? Those that are known and not zero. */
export function requestedAmounts(resource: Resource): readonly RequestedAmount[] {
  return findBelow(resource.value('spec'), ['spec'], (_, key) => lists.includes(String(key))).flatMap(({ path }) =>
    kinds.flatMap((of) => {
      const amount = positiveAt(resource, ...path, of);
      return amount ? { ...amount, of } : [];
    }),
  );
}

const lists = ['requests', 'limits'];
const kinds = ['memory', 'cpu'] as const;
