/**
 * Whether the operator takes a text for a log sequence number: two hexadecimal numbers of 64 bits with a slash between.
 * Where it reads them as signed numbers, a sign may stand before each, and the highest bit may not be used.
 */
export function isLsn(text: string, isSigned: boolean): boolean {
  const halves = text.split('/', 3);
  return halves.length === 2 && halves.every((half) => isHalf(half, isSigned));
}

function isHalf(text: string, isSigned: boolean): boolean {
  const [, sign = '', digits = ''] = /^([+-]?)([0-9a-f]+)$/iu.exec(text) ?? [];
  const significant = digits.replace(/^0+/u, '');
  if (digits === '' || significant.length > 16) return false;
  if (!isSigned) return sign === '';
  return BigInt(`0x0${significant}`) < 2n ** 63n + (sign === '-' ? 1n : 0n);
}
