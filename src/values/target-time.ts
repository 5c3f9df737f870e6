/* The times that the operator takes for a recovery target. */

/** As SQL writes a time: its parts are asked for their shape alone, so that a 13th month passes, and even a signed digit. */
const two = '(?:[0-9]{2}|[+-][0-9])';
const sql = new RegExp(
  `^\\+?([0-9]+)-${two}-${two}(?: ${two}:${two}:${two}(?:\\.([0-9]+))?(?:Z|[+-]${two}(?::${two}(?::${two})?)?)?)?(?: BC)?$`,
  'u',
);

/** As RFC 3339 writes a time, but that the zone may be missing. */
const rfc = new RegExp(
  '^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:[.,][0-9]+)?' +
    '(?:Z|[+-]([0-9]{2}):([0-9]{2}))?$',
  'u',
);

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the operator understands a text as the time up to which it recovers. */
export function isTargetTime(text: string): boolean {
  const inSql = sql.exec(text);
  if (inSql) return [inSql[1], inSql[2]].every((digits = '') => fits(digits));
  const inRfc = rfc.exec(text);
  return inRfc !== null && isReal(inRfc.slice(1).map((part: string | undefined) => Number(part ?? 0)));
}

/** Whether a number of digits alone fits into 63 bits. */
function fits(digits: string): boolean {
  const significant = digits.replace(/^0+/u, '');
  return significant.length < 19 || (significant.length === 19 && BigInt(significant) < 2n ** 63n);
}

function isReal(parts: readonly number[]): boolean {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = parts;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && isLeap ? 29 : (daysOfMonth[month - 1] ?? 0);
  if (day < 1 || day > days) return false;
  return hour <= 23 && minute <= 59 && second <= 59 && zoneHour <= 24 && zoneMinute <= 60;
}
