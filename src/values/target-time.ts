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

/** When a time that the operator understands is. */
export interface TargetTime {
  /** Milliseconds since 1970, where the calendar has the time; without a zone, it is one of UTC. */
  readonly instant: number | undefined;
  readonly hasZone: boolean;
}

const parts =
  /^\+?(\d{4})-(\d\d)-(\d\d)(?:[ T](\d{1,2}):(\d\d):(\d\d)(?:[.,]\d+)?(Z|([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?)?)?$/u;

/** Reads a time that the operator understands. */
export function readTargetTime(text: string): TargetTime {
  const hasZone = /:\S*(?:Z|[+-]\d[\d:]*)(?: BC)?$/u.test(text);
  const found = parts.exec(text);
  if (!found) return { instant: undefined, hasZone };
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const [zoneHour = 0, zoneMinute = 0, zoneSecond = 0] = found.slice(9).map((part) => Number(part ?? 0));
  const offset = ((zoneHour * 60 + zoneMinute) * 60 + zoneSecond) * (found[8] === '-' ? -1000 : 1000);
  const isInCalendar = isReal([year, month, day, hour, minute, second]);
  return { instant: isInCalendar ? Date.UTC(year, month - 1, day, hour, minute, second) - offset : undefined, hasZone };
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
