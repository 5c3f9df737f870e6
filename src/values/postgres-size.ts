import { parseInteger } from './go-numbers.ts';
import { Quantity } from './quantity.ts';
import { remember } from './remember.ts';

const form = /^([+-]?[0-9]*(?:\.[0-9]*)?)([kKMGTPE])$/u;

/**
 * Reads a size as the operator reads those of PostgreSQL, such as `512MB`: in binary units that end in `B`, with blanks
 * before the unit. A bare number is megabytes to it, unlike to PostgreSQL. Nothing if it is none.
 */
export const parsePostgresSize = remember((text): Quantity | undefined => {
  if (parseInteger(text) !== undefined) return Quantity.parse(`${text}Mi`);
  if (!text.endsWith('B')) return undefined;
  const amount = text.slice(0, -1).replaceAll(' ', '');
  if (parseInteger(amount) !== undefined) return Quantity.parse(amount);
  const [, number, unit] = form.exec(amount) ?? [];
  return number === undefined || unit === undefined ? undefined : Quantity.parse(`${number}${unit.toUpperCase()}i`);
});
