/*
 * JSON as Go decodes it into a type of its own: members are found whatever the case of their names, and the last one that
 * matches counts.
 */

/** Reads a JSON text; nothing if it is none, for which null stands for itself. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** The member of an object by its name, in any case; undefined where there is none or it is null. */
export function memberOf(object: object, name: string): unknown {
  const wanted = name.toLowerCase();
  const value: unknown = Object.entries(object).findLast(([key]) => key.toLowerCase() === wanted)?.[1];
  return value ?? undefined;
}
