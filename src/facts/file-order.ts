import type { Resource } from '../rule/index.ts';

/** Resources in the order of their files' names, so that what is found does not depend on the order of reading. */
export function inFileOrder(resources: readonly Resource[]): Resource[] {
  return resources.toSorted((a, b) => (a.source.path < b.source.path ? -1 : a.source.path > b.source.path ? 1 : 0));
}
