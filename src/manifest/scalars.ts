/*
 * Plain scalars as kubectl and the API server read them. Their parser (sigs.k8s.io/yaml, a go-yaml 2 fork) takes the
 * booleans of YAML 1.1, C-like integers and underscores, but neither sexagesimal numbers nor timestamps.
 */

const words = new Map<string, boolean | null>();
for (const word of ['', '~', 'null', 'Null', 'NULL']) words.set(word, null);
for (const word of ['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE']) words.set(word, true);
for (const word of ['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE']) words.set(word, false);

const integers: readonly (readonly [RegExp, number])[] = [
  [/^[+-]?0[xX][0-9a-fA-F]+$/u, 16],
  [/^[+-]?0[oO]?[0-7]+$/u, 8],
  [/^[+-]?0[bB][01]+$/u, 2],
];
const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/u;
const notFinite = /^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/u;

/** The value of a plain scalar: null, boolean, number or the text itself. `.inf` and `.nan` are NaN: JSON has no such value. */
export function resolvePlain(text: string): null | boolean | number | string {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (!/^[-+.0-9]/u.test(text)) return text;
  if (notFinite.test(text)) return Number.NaN;
  const digits = text.replaceAll('_', '');
  for (const [form, base] of integers) {
    if (!form.test(digits)) continue;
    const value = Number.parseInt(digits.replace(/^[+-]/u, '').replace(/^0[xXoObB]/u, ''), base);
    return digits.startsWith('-') && value !== 0 ? -value : value;
  }
  if (!float.test(digits)) return text;
  const value = Number(digits);
  return Number.isFinite(value) ? value + 0 : text;
}

/** The value of a scalar with an explicit core tag such as `!!int`; other tags leave the text. */
export function resolveTagged(text: string, tag: string): null | boolean | number | string {
  return /:(int|float|bool|null)$/u.test(tag) ? resolvePlain(text) : text;
}

/** Whether a string can stand unquoted as it is, for every YAML parser at hand. */
export function isPlainSafe(text: string): boolean {
  return (
    /^[A-Za-z0-9_./][\w./+@:-]*$/u.test(text) && !/:$|^[\d.+-]/u.test(text) && typeof resolvePlain(text) === 'string'
  );
}
