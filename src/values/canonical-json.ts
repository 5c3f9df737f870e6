/** A value as JSON whose objects have their keys in order: the same text for what is the same. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, inKeyOrder) ?? '';
}

function inKeyOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
