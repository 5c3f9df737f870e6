/** A mapping of a text. */
export type Mapping = Readonly<Record<string, unknown>>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value if it is a mapping, else an empty one. */
export function mappingOf(value: unknown): Mapping {
  return isMapping(value) ? value : {};
}
