import { type CalendarCron, type Cron, type CronField, canRun, cronFields, needsBoth } from './cron.ts';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const [, , , dayLimits, monthLimits, weekdayLimits] = cronFields;

/** When a schedule runs, as the end of a sentence: `every hour at minute 3`, `on Mondays at 03:00 UTC`. */
export function cronInWords(cron: Cron): string {
  if (!canRun(cron)) return 'never';
  if (cron.is === 'interval') return `every ${duration(cron.seconds)}`;
  const times = timesOfDay(cron);
  const days = daysInWords(cron);
  const only = isFull(cron.month, monthLimits) || isDate(cron) ? '' : `, ${monthsInWords(cron.month.values)} only`;
  if (times.length <= (gapOf(times) === undefined ? 6 : 3))
    return `${days === '' ? 'every day' : days} at ${enumerate(clocks(times))} UTC${only}`;
  return `${timesInWords(cron, times)}${days === '' ? '' : `, ${days}`}${only}`;
}

/** Activations as a list: `2026-08-04 02:00, 2026-08-05 02:00 and 2026-08-06 02:00 UTC`. */
export function activationsInWords(activations: readonly Date[]): string {
  const length = activations.every((at) => at.getUTCSeconds() === 0) ? 16 : 19;
  return `${enumerate(activations.map((at) => at.toISOString().slice(0, length).replace('T', ' ')))} UTC`;
}

/** The times of a day in seconds from its start. */
function timesOfDay({ hour, minute, second }: CalendarCron): readonly number[] {
  return hour.values.flatMap((h) => minute.values.flatMap((m) => second.values.map((s) => h * 3600 + m * 60 + s)));
}

function timesInWords(cron: CalendarCron, times: readonly number[]): string {
  const gap = gapOf(times);
  const first = times[0] ?? 0;
  const last = times.at(-1) ?? 0;
  if (gap === undefined) return fieldsInWords(cron);
  const every = `every ${duration(gap)}`;
  if (last + gap - first !== 86_400) return `${every} from ${clocks([first, last]).join(' to ')} UTC`;
  if (gap > 3600) return `${every} from ${clocks([first]).join('')} UTC`;
  const [minute, second] = [Math.floor(first / 60), first % 60];
  if (gap === 3600)
    return `${every} ${first === 0 ? 'on the hour' : `at minute ${minute}${second === 0 ? '' : `, second ${second}`}`}`;
  if (first === 0) return every;
  if (gap > 60) return `${every} from minute ${minute} of the hour${second === 0 ? '' : `, second ${second}`}`;
  return gap === 60 ? `${every} at second ${second}` : `${every} from second ${second} of the minute`;
}

/** Times without a rhythm, field by field: `at minutes 0, 15 and 40 of every hour`. */
function fieldsInWords({ second, minute, hour }: CalendarCron): string {
  const hours = hour.values.length === 24 ? 'every hour' : `${numbers('hour', hour.values)} UTC`;
  const minutes = minute.values.length === 60 ? 'every minute' : numbers('minute', minute.values);
  if (second.values.length === 60) return `every second of ${minutes} of ${hours}`;
  const isOnTheMinute = second.values.length === 1 && second.values[0] === 0;
  if (isOnTheMinute) return `${minute.values.length === 60 ? '' : 'at '}${minutes} of ${hours}`;
  return `at ${numbers('second', second.values)} of ${minutes} of ${hours}`;
}

function daysInWords(cron: CalendarCron): string {
  const { day, month, weekday } = cron;
  const anyDay = isFull(day, dayLimits);
  const anyWeekday = isFull(weekday, weekdayLimits);
  if (isDate(cron)) return `on ${day.values[0] ?? ''} ${months[(month.values[0] ?? 1) - 1] ?? ''}`;
  const dates = `on ${numbers('day', day.values)} of ${isFull(month, monthLimits) ? 'every' : 'the'} month`;
  const names = weekdaysInWords(weekday.values);
  if (needsBoth(cron)) {
    if (!anyDay && !anyWeekday) return `${names}, but only ${dates},`;
    return anyDay ? (anyWeekday ? '' : names) : dates;
  }
  if (anyDay || anyWeekday) return '';
  return [...(day.values.length > 0 ? [dates] : []), ...(weekday.values.length > 0 ? [names] : [])].join(' and ');
}

/** Whether there is one date a year. */
function isDate({ day, month, weekday }: CalendarCron): boolean {
  return day.values.length === 1 && month.values.length === 1 && weekday.hasStar && isFull(weekday, weekdayLimits);
}

function weekdaysInWords(days: readonly number[]): string {
  const names = days.map((day) => weekdays[day] ?? '');
  if (days.length >= 3 && gapOf(days) === 1) return `from ${names[0] ?? ''} to ${names.at(-1) ?? ''}`;
  return `on ${enumerate(names.map((name) => `${name}s`))}`;
}

function monthsInWords(values: readonly number[]): string {
  const names = values.map((month) => months[month - 1] ?? '');
  if (values.length >= 3 && gapOf(values) === 1) return `from ${names[0] ?? ''} to ${names.at(-1) ?? ''}`;
  return `in ${enumerate(names)}`;
}

function isFull({ values }: CronField, { min, max }: { readonly min: number; readonly max: number }): boolean {
  return values.length === max - min + 1;
}

/** The distance of numbers that are all equally far from the one before. */
function gapOf(values: readonly number[]): number | undefined {
  const gap = (values[1] ?? 0) - (values[0] ?? 0);
  return values.length > 1 && values.every((value, index) => index === 0 || value - (values[index - 1] ?? 0) === gap)
    ? gap
    : undefined;
}

/** `hour`, `6 hours`, `90 minutes`: in the largest unit that leaves no rest. */
function duration(seconds: number): string {
  const [size, unit] = seconds % 3600 === 0 ? [3600, 'hour'] : seconds % 60 === 0 ? [60, 'minute'] : [1, 'second'];
  return seconds === size ? unit : `${seconds / size} ${unit}s`;
}

/** Each as `02:00`, or as `02:00:30` where one of them needs it. */
function clocks(times: readonly number[]): readonly string[] {
  const length = times.every((time) => time % 60 === 0) ? 5 : 8;
  return times.map((time) => new Date(time * 1000).toISOString().slice(11, 11 + length));
}

/** `minute 3`, `minutes 0, 15 and 40`, `days 1 to 7 and 15`, `days 1, 3, 5 … 31`. */
function numbers(unit: string, values: readonly number[]): string {
  const gap = gapOf(values);
  if (values.length > 5 && gap !== undefined && gap > 1)
    return `${unit}s ${values.slice(0, 3).join(', ')} … ${values.at(-1) ?? ''}`;
  const runs: number[][] = [];
  for (const value of values) {
    const run = runs.at(-1);
    if (run?.at(-1) === value - 1) run.push(value);
    else runs.push([value]);
  }
  const items = runs.flatMap((run) => (run.length < 3 ? run.map(String) : [`${run[0] ?? ''} to ${run.at(-1) ?? ''}`]));
  return `${unit}${values.length === 1 ? '' : 's'} ${enumerate(items)}`;
}

function enumerate(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}
