/* Numbers as the C library reads them at the start of a text, after white space. */

/** A number, and where the text goes on. */
interface NumberRead {
  readonly value: number;
  readonly end: number;
}

const longForm = /^([ \t\n\v\f\r]*)([+-]?)(?:0x([0-9a-f]+)|0b([01]+)|0([0-7]*)|([1-9][0-9]*))/iu;
const doubleForm =
  /^[ \t\n\v\f\r]*([+-]?)(?:0x([0-9a-f]+\.?[0-9a-f]*|\.[0-9a-f]+)(?:p([+-]?[0-9]+))?|((?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?)|(inf(?:inity)?)|(nan)(?:\([0-9a-z_]*\))?)/iu;

/** Reads a whole number as `strtol` does, which takes hexadecimal and octal ones; `end` is 0 if there is none. */
export function toLong(text: string): NumberRead & { readonly isTooLarge: boolean } {
  const match = longForm.exec(text);
  if (!match) return { value: 0, end: 0, isTooLarge: false };
  const [all, , sign, hex, binary, octal, decimal] = match;
  // No number of 64 bits is that long, and turning digits into one takes its time.
  if (all.length > 100) return { value: 0, end: all.length, isTooLarge: true };
  const digits =
    hex !== undefined ? `0x${hex}` : binary !== undefined ? `0b${binary}` : octal ? `0o${octal}` : (decimal ?? '0');
  const value = sign === '-' ? -BigInt(digits) : BigInt(digits);
  const isTooLarge = value !== BigInt.asIntN(64, value);
  return { value: Number(value), end: all.length, isTooLarge };
}

const smallestNormal = 2 ** -1022;

/** Reads a number as `strtod` does; nothing if there is none, or none that a double holds. */
export function toDouble(text: string): NumberRead | undefined {
  const match = doubleForm.exec(text);
  if (!match) return undefined;
  const [all, sign, hex, exponent, decimal, infinite] = match;
  const end = all.length;
  const factor = sign === '-' ? -1 : 1;
  if (infinite !== undefined) return { value: factor * Number.POSITIVE_INFINITY, end };
  if (decimal === undefined && hex === undefined) return { value: Number.NaN, end };
  const value = hex === undefined ? Number(decimal) : hexadecimal(hex) * 2 ** Number(exponent ?? 0);
  const isZero = !/[1-9a-f]/iu.test((hex ?? decimal?.split(/e/iu)[0]) || '');
  if (!Number.isFinite(value) || (value < smallestNormal && !isZero)) return undefined;
  return { value: factor * value, end };
}

function hexadecimal(digits: string): number {
  const [whole = '', fraction = ''] = digits.split('.');
  return (
    [...whole, ...fraction].reduce((sum, digit) => sum * 16 + Number.parseInt(digit, 16), 0) / 16 ** fraction.length
  );
}

/** To the nearest whole number, and to the even one of two that are equally near. */
export function round(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

const space = /[ \t\n\v\f\r]/u;

/** A text without the white space of C around it. */
export function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && space.test(text.charAt(start))) start += 1;
  while (end > start && space.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
