import { nearest, type Resource } from '../rule/index.ts';

/** The sections of metadata that have keys of the operator. */
export const metadataSections = ['annotations', 'labels'] as const;

/** The keys of a section of metadata. */
export function keysAt(resource: Resource, ...path: readonly string[]): readonly string[] {
  return Object.keys(resource.get('object', ...path)?.value ?? {});
}

/** Whether a key is one that only the operator could mean anything by; those of its plugins are theirs. */
export function isOperatorKey(key: string): boolean {
  return /^(?:[\w-]+\.)*cnpg\.io\//u.test(key) && !key.startsWith('barmancloud.');
}

/**
 * The key that an unknown one most likely means: that with the same name in another domain, the nearest one, or the only one
 * that differs in its ending alone.
 */
export function meantKey(key: string, known: readonly string[]): string | undefined {
  const name = nameOf(key);
  const same = known.find((other) => nameOf(other) === name);
  if (same !== undefined) return same;
  const near = nearest(name, known.map(nameOf)) ?? onlyBeginning(name, known.map(nameOf));
  return known.find((other) => nameOf(other) === near);
}

function nameOf(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}

/** `hibernate` for `hibernation`: all but the last letters are those of the other one. */
function onlyBeginning(name: string, others: readonly string[]): string | undefined {
  const stem = name.slice(0, -2);
  if (stem.length < 6) return undefined;
  const [only, ...more] = others.filter((other) => other.startsWith(stem) && other.length - stem.length <= 5);
  return more.length === 0 ? only : undefined;
}
