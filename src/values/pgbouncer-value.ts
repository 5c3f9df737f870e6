import { toDouble, toLong } from './c-numbers.ts';

/* The values of PgBouncer's parameters, as it reads them out of its configuration file. */

/** What a parameter takes. */
export interface PgbouncerType {
  /** A flag is 0 or 1 and read as any integer; seconds may have a fraction. */
  readonly type: 'flag' | 'integer' | 'seconds' | 'enum' | 'text';
  /** What an integer counts. */
  readonly unit?: 's' | 'ms';
  readonly max?: number;
  readonly values?: readonly string[];
}

/** A value as PgBouncer has it, or what is wrong with it as a clause that goes on after "which". */
export type PgbouncerValue = { readonly value: number | string } | { readonly clause: string };

/** Reads the text that a parameter is set to. */
export function readPgbouncerValue(text: string, { type, max, values = [] }: PgbouncerType): PgbouncerValue {
  // Nothing but white space at the ends of a line is lost on its way through the file.
  const trimmed = text.trim();
  switch (type) {
    case 'flag':
    case 'integer': {
      const { value, end } = toLong(trimmed);
      if (end === 0 || end < trimmed.length)
        return { clause: type === 'flag' ? 'is neither 0 nor 1' : 'is no whole number' };
      return max !== undefined && value > max ? { clause: `is more than ${max}, the most possible` } : { value };
    }
    case 'seconds': {
      const number = toDouble(trimmed);
      if (!number || number.end < trimmed.length) return { clause: 'is no number of seconds' };
      return number.value < 0 ? { clause: 'is a negative number of seconds' } : { value: number.value };
    }
    case 'enum': {
      const choice = values.find((value) => value.toLowerCase() === trimmed.toLowerCase());
      return choice === undefined
        ? { clause: `is none of ${values.map((value) => `"${value}"`).join(', ')}` }
        : { value: choice };
    }
    default:
      return { value: text };
  }
}

const seconds = new Map([
  ['ms', 0.001],
  ['s', 1],
  ['sec', 1],
  ['secs', 1],
  ['second', 1],
  ['seconds', 1],
  ['m', 60],
  ['min', 60],
  ['mins', 60],
  ['minute', 60],
  ['minutes', 60],
  ['h', 3600],
  ['hour', 3600],
  ['hours', 3600],
  ['d', 86_400],
  ['day', 86_400],
  ['days', 86_400],
]);

/** The plain number that a duration such as `10min` or `1h` means to a parameter; nothing if it is none, or counts nothing like that. */
export function plainDuration(text: string, { type, unit }: PgbouncerType): string | undefined {
  const [, number, word = ''] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/iu.exec(text) ?? [];
  const size = seconds.get(word.toLowerCase());
  if (number === undefined || size === undefined || (type !== 'seconds' && unit === undefined)) return undefined;
  const amount = (Number(number) * size * 1000) / (unit === 'ms' ? 1 : 1000);
  return type === 'integer' && !Number.isInteger(amount) ? undefined : String(amount);
}
