import type { Resource } from '../rule/index.ts';
import { groupBy } from '../values/lists.ts';

/** Resources in the order of their files' names, so that what is found does not depend on the order of reading. */
export function inFileOrder(resources: readonly Resource[]): Resource[] {
  const byPath = groupBy(resources, ({ source }) => source.path);
  return [...byPath].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, own]) => own);
}
