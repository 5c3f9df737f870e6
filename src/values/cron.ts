import { parseDuration } from './duration.ts';
import { remember } from './remember.ts';

/*
 * Schedules as the operator reads them (robfig/cron 1.2): seconds first, five or six fields, descriptors, and `@every`
 * with a duration. In five fields it is the day of the week that is missing, not the seconds. All times are UTC.
 */

type FieldName = 'second' | 'minute' | 'hour' | 'day of the month' | 'month' | 'day of the week';

/** What one field allows. A star, even one with a step, makes a day match only if both of its fields do. */
export interface CronField {
  /** In ascending order; none for a field of commas alone, which is accepted. */
  readonly values: readonly number[];
  readonly hasStar: boolean;
}

/** Times by the calendar: six fields, and every descriptor but `@every`. */
export interface CalendarCron {
  readonly is: 'calendar';
  readonly second: CronField;
  readonly minute: CronField;
  readonly hour: CronField;
  readonly day: CronField;
  readonly month: CronField;
  readonly weekday: CronField;
}

/** Times at a distance from one another: `@every`. */
interface IntervalCron {
  readonly is: 'interval';
  readonly seconds: number;
}

export type Cron = CalendarCron | IntervalCron;

/** Why a text is no schedule, and which part of it is at fault. The reason is a clause: `the hour "25" is above 23`. */
export interface CronFault {
  readonly is: 'fault';
  readonly reason: string;
  readonly start: number;
  readonly end: number;
}

/** A part of a text that stands at an offset. */
interface Token {
  readonly text: string;
  readonly start: number;
}

interface Limits {
  readonly name: FieldName;
  readonly min: number;
  readonly max: number;
  /** In the order of their numbers, from the smallest. */
  readonly names?: readonly string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The fields in their order; names are case-insensitive. */
export const cronFields = [
  { name: 'second', min: 0, max: 59 },
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, names: months },
  { name: 'day of the week', min: 0, max: 6, names: weekdays },
] as const satisfies readonly Limits[];

/** The descriptors, and what they stand for. */
export const descriptors: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 0 1 1 *'],
  ['@annually', '0 0 0 1 1 *'],
  ['@monthly', '0 0 0 1 * *'],
  ['@weekly', '0 0 0 * * 0'],
  ['@daily', '0 0 0 * * *'],
  ['@midnight', '0 0 0 * * *'],
  ['@hourly', '0 0 * * * *'],
]);

/** The blank-separated words of a text: what the operator counts. */
export function words(text: string): readonly Token[] {
  return [...text.matchAll(/\P{White_Space}+/gu)].map((match) => ({ text: match[0], start: match.index }));
}

/** Reads a schedule. Never throws. */
export const parseCron: (text: string) => Cron | CronFault = remember(read);

function read(text: string): Cron | CronFault {
  if (text.startsWith('@')) return parseDescriptor(text);
  const tokens = words(text);
  const whole = { text, start: 0 };
  if (tokens[0]?.text.startsWith('@')) return fault(whole, blanks);
  if (text === '') return fault(whole, 'it is empty');
  if (/^(?:CRON_)?TZ=/u.test(tokens[0]?.text ?? ''))
    return fault(tokens[0] ?? whole, 'a time zone cannot be chosen, all times are UTC');
  if (tokens.length !== 5 && tokens.length !== 6)
    return fault(whole, `it has ${tokens.length} ${tokens.length === 1 ? 'field' : 'fields'} instead of six`);
  const fields: CronField[] = [];
  for (const [index, limits] of cronFields.entries()) {
    const field = parseField(tokens[index] ?? { text: '*', start: text.length }, limits);
    if ('reason' in field) return field;
    fields.push(field);
  }
  const [second = none, minute = none, hour = none, day = none, month = none, weekday = none] = fields;
  return { is: 'calendar', second, minute, hour, day, month, weekday };
}

const blanks = 'a descriptor takes no blanks around it';
const none: CronField = { values: [], hasStar: false };

function parseDescriptor(text: string): Cron | CronFault {
  const expression = descriptors.get(text);
  if (expression !== undefined) return parseCron(expression);
  if (/\p{White_Space}$/u.test(text)) return fault({ text, start: 0 }, blanks);
  if (!text.startsWith('@every ')) return fault({ text, start: 0 }, 'there is no such descriptor');
  const nanoseconds = parseDuration(text.slice(7));
  if (nanoseconds === undefined)
    return fault({ text: text.slice(7), start: 7 }, `"${text.slice(7)}" is not a duration such as 12h or 90m`);
  // Never less than a second, and fractions of one are dropped.
  return { is: 'interval', seconds: Math.max(1, Number(nanoseconds / 1_000_000_000n)) };
}

function parseField({ text, start }: Token, limits: Limits): CronField | CronFault {
  const values = new Set<number>();
  let hasStar = false;
  for (const match of text.matchAll(/[^,]+/gu)) {
    const piece = parsePiece({ text: match[0], start: start + match.index }, limits);
    if ('reason' in piece) return piece;
    for (let value = piece.from; value <= piece.to; value += piece.step) values.add(value);
    hasStar ||= piece.hasStar;
  }
  return { values: [...values].sort((a, b) => a - b), hasStar };
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly hasStar: boolean;
}

function parsePiece(token: Token, limits: Limits): Piece | CronFault {
  const [range = '', ...steps] = token.text.split('/');
  const [low = '', ...highs] = range.split('-');
  const hasStar = low === '*' || low === '?';
  const of = `the ${limits.name} "${token.text}"`;
  // What follows the hyphen of a star is ignored; a single value with a step goes on to the largest.
  if (!hasStar && highs.length > 1) return fault(token, `${of} has more than one hyphen`);
  if (steps.length > 1) return fault(token, `${of} has more than one slash`);
  const isOpen = hasStar || (highs.length === 0 && steps.length > 0);
  const from = hasStar ? limits.min : parseValue(low, limits);
  const to = isOpen ? limits.max : parseValue(highs[0] ?? low, limits);
  const step = parseInteger(steps[0] ?? '1');
  if (from === undefined || to === undefined) return fault(token, `${of} is ${notANumber(limits)}`);
  if (step === undefined || step === 0) return fault(token, `the step of ${of} is not a positive number`);
  if (from < limits.min) return fault(token, `${of} is below ${limits.min}`);
  if (Math.max(from, to) > limits.max) return fault(token, `${of} is above ${limits.max}`);
  if (from > to) return fault(token, `${of} ends before it begins`);
  return { from, to, step, hasStar };
}

function notANumber({ names }: Limits): string {
  return names ? `neither a number nor a name such as ${names[1]?.toUpperCase() ?? ''}` : 'not a number';
}

function parseValue(text: string, { names, min }: Limits): number | undefined {
  const place = names?.indexOf(text.toLowerCase()) ?? -1;
  return place >= 0 ? place + min : parseInteger(text);
}

/** A number as Go reads an int: with an optional sign, not negative here, of at most 64 bits. */
function parseInteger(text: string): number | undefined {
  if (!/^\+?\d+$/u.test(text)) return undefined;
  const value = BigInt(text.replace('+', ''));
  return value < 2n ** 63n ? Number(value) : undefined;
}

function fault({ text, start }: Token, reason: string): CronFault {
  return { is: 'fault', reason, start, end: start + text.length };
}

/** The next activations after an instant, oldest first. Fewer than asked when none follows within five years. */
export function nextActivations(cron: Cron, after: Date, count: number): readonly Date[] {
  const found: Date[] = [];
  let second = Math.floor(after.getTime() / 1000);
  while (found.length < count) {
    const next = cron.is === 'interval' ? second + cron.seconds : nextByCalendar(cron, second + 1);
    if (next === undefined) break;
    found.push(new Date(next * 1000));
    second = next;
  }
  return found;
}

/** Whether a schedule has any activation at all, in whatever year. */
export function canRun(cron: Cron): boolean {
  if (cron.is === 'interval') return true;
  const { second, minute, hour, day, month, weekday } = cron;
  if ([second, minute, hour].some(({ values }) => values.length === 0)) return false;
  const hasDate = month.values.some((one) =>
    day.values.some((value) => value <= new Date(Date.UTC(2000, one, 0)).getUTCDate()),
  );
  const hasWeekday = month.values.length > 0 && weekday.values.length > 0;
  return needsBoth(cron) ? hasDate && hasWeekday : hasDate || hasWeekday;
}

const daySeconds = 86_400;

/** The first matching second from one on, day by day; nothing after the fifth year from now. */
function nextByCalendar(cron: CalendarCron, from: number): number | undefined {
  const lastYear = new Date(from * 1000).getUTCFullYear() + 5;
  let earliest = from;
  for (;;) {
    const day = Math.floor(earliest / daySeconds);
    const date = new Date(day * daySeconds * 1000);
    if (!(date.getUTCFullYear() <= lastYear)) return undefined;
    if (!cron.month.values.includes(date.getUTCMonth() + 1)) {
      earliest = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 1000;
      continue;
    }
    const time = matchesDay(cron, date) ? firstTime(cron, earliest - day * daySeconds) : undefined;
    if (time !== undefined) return day * daySeconds + time;
    earliest = (day + 1) * daySeconds;
  }
}

function matchesDay(cron: CalendarCron, date: Date): boolean {
  const day = cron.day.values.includes(date.getUTCDate());
  const weekday = cron.weekday.values.includes(date.getUTCDay());
  return needsBoth(cron) ? day && weekday : day || weekday;
}

/** Whether a day must match both of its fields, or one is enough. */
export function needsBoth({ day, weekday }: CalendarCron): boolean {
  return day.hasStar || weekday.hasStar;
}

/** The first matching second of a day from one on. */
function firstTime({ hour, minute, second }: CalendarCron, from: number): number | undefined {
  for (const h of hour.values) {
    if ((h + 1) * 3600 <= from) continue;
    for (const m of minute.values) {
      const start = h * 3600 + m * 60;
      if (start + 60 <= from) continue;
      const s = second.values.find((value) => start + value >= from);
      if (s !== undefined) return start + s;
    }
  }
  return undefined;
}
