import { canonicalJson } from '../values/canonical-json.ts';

/** The keys of a list-map: their names, with the defaults that the API server fills in before it compares. */
export type ListKeys = readonly (readonly [name: string, value?: unknown])[];

/** The items that repeat an earlier one, with the index of the first; items of a set (no keys) are compared as a whole. */
export function duplicates(items: readonly unknown[], keys?: ListKeys): { index: number; first: number }[] {
  const firsts = new Map<string, number>();
  const found: { index: number; first: number }[] = [];
  for (const [index, item] of items.entries()) {
    const identity = keys ? listKey(item, keys) : item;
    // An item that is no object, or lacks a key, is another mistake.
    if (identity === undefined) continue;
    const text = canonicalJson(identity);
    const first = firsts.get(text);
    if (first === undefined) firsts.set(text, index);
    else found.push({ index, first });
  }
  return found;
}

/** The values of an item's keys by name; nothing if it lacks one. */
export function listKey(item: unknown, keys: ListKeys): Record<string, unknown> | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined;
  const given = new Map<string, unknown>(Object.entries(item));
  const values = keys.map(([name, value]): [string, unknown] => [name, given.get(name) ?? value]);
  return values.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(values);
}
