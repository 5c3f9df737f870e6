/*
 * Plain scalars that Kubernetes takes for a text and other readers of YAML 1.1 do not: timestamps, and numbers to the base
 * of sixty.
 */
const timestamp =
  /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|[ \t]+)\d{1,2}:\d{2}:\d{2}(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d{1,2}(?::?\d{2})?))?)?$/u;
const sexagesimal = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/u;

/** What others may make of an unquoted text; nothing where all agree. */
export function readAsByOthers(text: string): string | undefined {
  if (!/^[-+\d]/u.test(text)) return undefined;
  if (timestamp.test(text)) return 'a date';
  return sexagesimal.test(text) ? 'a number of seconds or minutes' : undefined;
}
