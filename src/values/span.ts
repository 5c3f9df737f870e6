import { counted } from '../text/counted.ts';

export { counted };

/*
 * Spans of time as people write them in options and retention policies: a number and a unit. In options `m` is minutes; in a
 * retention policy it is months.
 */

const hour = 3600;
const day = 24 * hour;
const units: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['h', hour],
  ['d', day],
  ['w', 7 * day],
]);

/** What an option for a span of time matches. */
export const spanPattern = '^[1-9][0-9]{0,8}[smhdw]$';

/** The seconds of an option such as `15m`, `36h`, `8d` or `2w`; nothing if it is none. */
export function parseSpan(text: string): number | undefined {
  const size = units.get(text.slice(-1));
  return size !== undefined && new RegExp(spanPattern, 'u').test(text) ? Number(text.slice(0, -1)) * size : undefined;
}

/** A recovery window as a retention policy gives it: days, weeks or months. */
export interface RetentionWindow {
  readonly count: number;
  readonly unit: 'day' | 'week' | 'month';
  /** In seconds; a month counts 30 days, so that twelve of them are never more than a year. */
  readonly seconds: number;
}

const retentionUnits = new Map([
  ['d', { unit: 'day', days: 1 }],
  ['w', { unit: 'week', days: 7 }],
  ['m', { unit: 'month', days: 30 }],
] as const);

/** Reads a retention policy such as `30d`, `8w` or `3m`; nothing for what the schema refuses. */
export function parseRetention(text: string): RetentionWindow | undefined {
  const [, digits = '', letter = ''] = /^([1-9]\d*)([dwm])$/u.exec(text) ?? [];
  for (const [key, { unit, days }] of retentionUnits)
    if (key === letter) return { count: Number(digits), unit, seconds: Number(digits) * days * day };
  return undefined;
}

/** `31 days`, `36 hours`, `15 minutes`: in the largest unit that leaves no rest, and no more than two units otherwise. */
export function spanInWords(seconds: number): string {
  const sizes = [
    [day, 'day'],
    [hour, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ] as const;
  const parts: string[] = [];
  let rest = Math.round(seconds);
  for (const [size, unit] of sizes) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(counted(count, unit));
    rest %= size;
  }
  return parts.slice(0, 2).join(' ') || 'no time';
}
