const form = /^(\d{4})-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})(?:[.,]\d+)?(?:Z|[+-](\d{2}):(\d{2}))$/u;

/** Whether Go reads a text as a time of RFC 3339: more strictly than the API server's own check, for instance in upper case alone. */
export function isTimestamp(text: string): boolean {
  const parts = form
    .exec(text)
    ?.slice(1)
    .map((digits) => Number(digits ?? 0));
  if (!parts) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = parts;
  const isDate = month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
  return isDate && hour <= 23 && minute <= 59 && second <= 59 && zoneHour <= 24 && zoneMinute <= 60;
}

function daysOf(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}
