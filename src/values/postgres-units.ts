import { round } from './c-numbers.ts';

/** A unit that a setting of PostgreSQL counts in. */
export type PostgresUnit = 'B' | 'kB' | '8kB' | 'MB' | 'ms' | 's' | 'min';

type Table = readonly (readonly [unit: string, size: number])[];

/* Largest first, since a fraction is rounded to the next smaller one. Sizes are of the first unit that is named. */
const memory: Table = [
  ['TB', 1024 ** 4],
  ['GB', 1024 ** 3],
  ['MB', 1024 ** 2],
  ['kB', 1024],
  ['B', 1],
];
const time: Table = [
  ['d', 86_400_000_000],
  ['h', 3_600_000_000],
  ['min', 60_000_000],
  ['s', 1_000_000],
  ['ms', 1000],
  ['us', 1],
];

/** The units that a setting takes which counts in one of them, smallest first. */
export function unitsLike(unit: PostgresUnit): readonly string[] {
  return tableOf(unit)
    .map(([name]) => name)
    .reverse();
}

/** An amount of one unit in another; nothing if the first is none of them. The case of a unit matters. */
export function toBase(amount: number, unit: string, base: PostgresUnit): number | undefined {
  const table = tableOf(base);
  const index = table.findIndex(([name]) => name === unit);
  const size = table[index]?.[1];
  if (size === undefined) return undefined;
  const value = amount * factor(size, base);
  const smaller = table[index + 1]?.[1];
  return smaller === undefined ? value : round(value / factor(smaller, base)) * factor(smaller, base);
}

/** An amount as PostgreSQL writes it, in the largest unit in which it is whole. */
export function inOneUnit(amount: number, base: PostgresUnit | undefined): string {
  if (base === undefined || amount <= 0 || !Number.isFinite(amount)) return String(amount);
  for (const [unit, size] of tableOf(base)) {
    const count = amount / factor(size, base);
    if (Number.isInteger(count)) return `${count}${unit}`;
  }
  return `${amount}${base}`;
}

function factor(size: number, base: PostgresUnit): number {
  const own = base === '8kB' ? 8192 : (tableOf(base).find(([name]) => name === base)?.[1] ?? 1);
  return size >= own ? size / own : 1 / (own / size);
}

function tableOf(unit: PostgresUnit): Table {
  return ['ms', 's', 'min'].includes(unit) ? time : memory;
}

const alsoWritten: readonly (readonly [unit: string, spellings: RegExp])[] = [
  ['B', /^bytes?$/iu],
  ['kB', /^ki?b?$/iu],
  ['MB', /^mi?b?$/iu],
  ['GB', /^gi?b?$/iu],
  ['TB', /^ti?b?$/iu],
  ['ms', /^(?:ms|msecs?|milliseconds?)$/iu],
  ['s', /^(?:s|secs?|seconds?)$/iu],
  ['min', /^(?:m|mins?|minutes?)$/iu],
  ['h', /^(?:h|hrs?|hours?)$/iu],
  ['d', /^(?:d|days?)$/iu],
];

/** What an amount with a unit of Kubernetes, or with one in words, is in PostgreSQL's; nothing if that is not clear. */
export function inPostgresUnits(text: string, base: PostgresUnit | undefined): string | undefined {
  const [, number, word = ''] = /^\s*([+-]?[0-9]+(?:\.[0-9]+)?)\s*([a-z]+)\s*$/iu.exec(text) ?? [];
  const known = base === undefined ? [] : unitsLike(base);
  const unit = alsoWritten.find(([name, spellings]) => known.includes(name) && spellings.test(word))?.[0];
  return number === undefined || unit === undefined ? undefined : `${number}${unit}`;
}
