import type { Project } from '../rule/index.ts';

/**
 * How the target stands to the minors that have a field or a kind, for the end of a sentence. Nothing if the target is
 * among them, or if there are none.
 */
export function releaseHistory(minors: readonly string[], { schemas, target }: Project): string | undefined {
  const [first] = minors;
  if (first === undefined) return undefined;
  const [product, all, own] = schemas.pluginVersions.includes(first)
    ? ['the Barman Cloud plugin', schemas.pluginVersions, target.plugin]
    : ['CloudNativePG', schemas.cnpgVersions, target.cnpg];
  if (minors.includes(own)) return undefined;
  const last = all.findLastIndex((minor) => minors.includes(minor));
  return all.indexOf(own) < all.indexOf(first)
    ? `exists since ${product} ${first}, and the target is ${own}`
    : `was removed in ${product} ${all[last + 1]}, and the target is ${own}`;
}
