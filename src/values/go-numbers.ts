/** Reads an integer as Go's Atoi does: decimal digits with an optional sign, in 64 bits. Nothing if it is none. */
export function parseInteger(text: string): bigint | undefined {
  if (!/^[+-]?[0-9]+$/u.test(text)) return undefined;
  const value = BigInt(text.replace('+', ''));
  return value < 2n ** 63n && value >= -(2n ** 63n) ? value : undefined;
}

/** Reads a boolean as Go's ParseBool does: `true`, `T`, `1`, `false` and so on. Nothing if it is none. */
export function parseBoolean(text: string): boolean | undefined {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true;
  return ['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text) ? false : undefined;
}
