import { round, toDouble, toLong, trim } from './c-numbers.ts';
import { parsePostgresBoolean } from './postgres-boolean.ts';
import { inOneUnit, type PostgresUnit, toBase, unitsLike } from './postgres-units.ts';

/* The values of PostgreSQL's settings, as the server reads them out of its configuration file. */

/** What a setting takes. */
export interface SettingType {
  readonly type: 'boolean' | 'enum' | 'integer' | 'real' | 'string';
  /** What a number without a unit counts. */
  readonly unit?: PostgresUnit;
  readonly min?: number;
  readonly max?: number;
  /** The words of an enumeration. */
  readonly values?: readonly string[];
  /** Words that are taken as well, and not told of. */
  readonly alsoTaken?: readonly string[];
}

/** What is wrong with a value, and how to say it: the clause goes on after "which". */
export interface SettingFault {
  readonly fault:
    | 'no boolean'
    | 'no choice'
    | 'no number'
    | 'needless unit'
    | 'unknown unit'
    | 'too small'
    | 'too large';
  readonly clause: string;
}

/** A value as the server has it, numbers in the unit of the setting; or why it refuses it. */
export type SettingValue = { readonly value: boolean | number | string } | SettingFault;

/** Reads the text that a setting is set to. */
export function readSetting(text: string, type: SettingType): SettingValue {
  switch (type.type) {
    case 'boolean':
      return readBoolean(text);
    case 'enum':
      return readChoice(text, type);
    case 'integer':
    case 'real':
      return readNumber(text, type);
    default:
      return { value: text };
  }
}

function readBoolean(text: string): SettingValue {
  const value = parsePostgresBoolean(text);
  return value === undefined ? { fault: 'no boolean', clause: 'is neither on nor off' } : { value };
}

function readChoice(text: string, { values = [], alsoTaken = [] }: SettingType): SettingValue {
  const choice = [...values, ...alsoTaken].find((value) => value.toLowerCase() === text.toLowerCase());
  if (choice !== undefined) return { value: choice };
  return { fault: 'no choice', clause: `is none of ${inWords(values.map((value) => `"${value}"`))}` };
}

function readNumber(text: string, type: SettingType): SettingValue {
  const number = type.type === 'integer' ? toInteger(text) : toDouble(text);
  if (!number || Number.isNaN(number.value)) return { fault: 'no number', clause: 'is no number' };
  const value = toUnit(number.value, text.slice(number.end), type);
  if (typeof value !== 'number') return value;
  const whole = type.type === 'integer' ? round(value) : value;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = type;
  const hasUnit = trim(text.slice(number.end)) !== '';
  const shown = (bound: number): string => {
    const amount = inOneUnit(bound, type.unit);
    return hasUnit || amount === String(bound) ? amount : `${bound} (${amount})`;
  };
  if (whole < min) return { fault: 'too small', clause: `is less than ${shown(min)}, the least possible` };
  if (whole > max) return { fault: 'too large', clause: `is more than ${shown(max)}, the most possible` };
  return { value: whole };
}

/** A whole number, which may be hexadecimal or octal, is tried first; `1.5` and `1e3` are read anew. */
function toInteger(text: string): { readonly value: number; readonly end: number } | undefined {
  const long = toLong(text);
  const isMore = long.isTooLarge || /^[.e]/iu.test(text.slice(long.end));
  return isMore ? toDouble(text) : long.end === 0 ? undefined : long;
}

/** An amount in the unit of its setting, given what follows the number. */
function toUnit(amount: number, rest: string, { unit }: SettingType): number | SettingFault {
  const word = trim(rest);
  if (word === '') return amount;
  if (!unit) return { fault: 'needless unit', clause: `goes on with "${word}" after its number` };
  return (
    toBase(amount, word, unit) ?? {
      fault: 'unknown unit',
      clause: `has the unit "${word}", which is none of ${inWords(unitsLike(unit))}`,
    }
  );
}

function inWords(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
