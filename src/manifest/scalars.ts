/*
 * Plain scalars as kubectl and the API server read them. Their parser (sigs.k8s.io/yaml, a go-yaml 2 fork) takes the
 * booleans of YAML 1.1, C-like integers and underscores, but neither sexagesimal numbers nor timestamps.
 */

const words = new Map<string, boolean | null>();
for (const word of ['', '~', 'null', 'Null', 'NULL']) words.set(word, null);
for (const word of ['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE']) words.set(word, true);
for (const word of ['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE']) words.set(word, false);

const integer = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9][0-9]*|0)$/u;
const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/u;
const notFinite = /^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/u;

/** What a scalar can be. `.inf` and `.nan` are NaN: JSON has no such value. */
export type ScalarValue = null | boolean | number | string;

/** The value of a plain scalar: null, boolean, number or the text itself. */
export function resolvePlain(text: string): ScalarValue {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (!/^[-+.0-9]/u.test(text)) return text;
  if (notFinite.test(text)) return Number.NaN;
  const digits = text.replaceAll('_', '');
  const value = toInteger(digits) ?? (float.test(digits) ? Number(digits) : Number.NaN);
  return Number.isFinite(value) ? value + 0 : text;
}

/** The value of a scalar with an explicit tag; nothing if the text is not of the tag's type. */
export function resolveTagged(text: string, tag: string): ScalarValue | undefined {
  const type = /^tag:yaml\.org,2002:(int|float|bool|null)$/u.exec(tag)?.[1];
  if (type === undefined) return text;
  const value = resolvePlain(text);
  const types = {
    int: Number.isInteger(value),
    float: typeof value === 'number',
    bool: typeof value === 'boolean',
    null: value === null,
  };
  return types[type as keyof typeof types] ? value : undefined;
}

/** An integer of at most 64 bits. Larger ones are floats or text. */
function toInteger(digits: string): number | undefined {
  const [, sign, body = ''] = integer.exec(digits.slice(0, 80)) ?? [];
  if (sign === undefined || digits.length > 80) return undefined;
  const value = BigInt(body.replace(/^0(?=[0-7])/u, '0o'));
  if (value >= (sign === '' ? 2n ** 64n : sign === '+' ? 2n ** 63n : 2n ** 63n + 1n)) return undefined;
  return Number(sign === '-' ? -value : value);
}

/** Whether a string can stand unquoted as it is, for every YAML parser at hand. */
export function isPlainSafe(text: string): boolean {
  return (
    /^[A-Za-z0-9_./][\w./+@:-]*$/u.test(text) && !/:$|^[\d.+-]/u.test(text) && typeof resolvePlain(text) === 'string'
  );
}
