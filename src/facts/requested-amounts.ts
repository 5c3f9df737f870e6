import { defineFact, findBelow, type Resource } from '../rule/index.ts';
import { type Amount, positiveAt } from './amounts.ts';

/** An amount of memory or CPU that a container asks for or is limited to. */
export interface RequestedAmount extends Amount {
  readonly of: 'memory' | 'cpu';
}

/** Which amounts of memory and CPU does a resource name, in whatever container? Those that are known and not zero. */
export const requestedAmounts = defineFact<Resource, readonly RequestedAmount[]>({
  name: 'requested-amounts',
  compute: (resource) =>
    findBelow(resource.value('spec'), ['spec'], (_, key) => key === 'resources').flatMap(({ path }) =>
      (['requests', 'limits'] as const).flatMap((list) =>
        (['memory', 'cpu'] as const).flatMap((of) => {
          const amount = positiveAt(resource, ...path, list, of);
          return amount ? [{ ...amount, of }] : [];
        }),
      ),
    ),
});
