import type { Project } from '../rule/index.ts';

/**
 * How the target stands to the minors that have a field or a kind, for the end of a sentence. Nothing if the target is
 * among them, or if there are none.
 */
export function releaseHistory(minors: readonly string[], { schemas, target }: Project): string | undefined {
  const isPlugin = minors.some((minor) => schemas.pluginVersions.includes(minor));
  const [product, all, own] = isPlugin
    ? ['the Barman Cloud plugin', schemas.pluginVersions, target.plugin]
    : ['CloudNativePG', schemas.cnpgVersions, target.cnpg];
  const [first = '', last = ''] = [minors.at(0), minors.at(-1)];
  if (minors.length === 0 || minors.includes(own)) return undefined;
  return all.indexOf(own) < all.indexOf(first)
    ? `exists since ${product} ${first}, and the target is ${own}`
    : `was removed in ${product} ${all[all.indexOf(last) + 1]}, and the target is ${own}`;
}
