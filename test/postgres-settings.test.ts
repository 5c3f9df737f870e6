import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { inOneUnit } from '../src/values/postgres-units.ts';
import { readSetting, type SettingType } from '../src/values/postgres-value.ts';
import { schemas } from './schemas.ts';

/** Values that real servers were asked about: for each major whether it takes them, and what it makes of them. */
const { majors, answers } = JSON.parse(
  readFileSync(new URL('../fixtures/postgres/values.json', import.meta.url), 'utf8'),
) as { majors: readonly number[]; answers: readonly (readonly [string, string, string, string?])[] };

const sizes: SettingType = { type: 'integer', unit: 'kB', min: 64, max: 2_147_483_647 };

test('values are read as servers of all majors read them', () => {
  let compared = 0;
  const wrong: string[] = [];
  for (const [name, value, taken, reads] of answers)
    for (const [index, major] of majors.entries()) {
      if (taken[index] === '.') continue;
      const setting = schemas.postgres.setting(name, major);
      const read = setting && readSetting(value, setting);
      const isRight =
        read && 'value' in read
          ? taken[index] === '+' && (reads === undefined || isSame(read.value, reads))
          : taken[index] === '-';
      if (!isRight) wrong.push(`${major} ${name} = "${value}": ${JSON.stringify(read)}`);
      compared += 1;
    }
  expect(wrong).toEqual([]);
  expect(compared).toBeGreaterThan(5000);
});

/** A server shows six digits of a fraction. */
function isSame(value: boolean | number | string, shown: string): boolean {
  if (typeof value === 'boolean') return shown === (value ? 'on' : 'off');
  if (typeof value === 'number') return Math.abs(value - Number(shown)) <= Math.abs(value) * 1e-5;
  return value === shown || ['0', '1', 'false', 'no', 'true', 'yes', 'debug'].includes(value);
}

describe('what is wrong', () => {
  it.each<[string, SettingType, string]>([
    ['enabled', { type: 'boolean' }, 'is neither on nor off'],
    ['some', { type: 'enum', values: ['none', 'all'] }, 'is none of "none" and "all"'],
    ['64Mi', sizes, 'has the unit "Mi", which is none of B, kB, MB, GB and TB'],
    ['5 minutes', { type: 'integer', unit: 's' }, 'has the unit "minutes", which is none of us, ms, s, min, h and d'],
    ['cheap', { type: 'real' }, 'is no number'],
    ['', sizes, 'is no number'],
    ['100 connections', { type: 'integer' }, 'goes on with "connections" after its number'],
    ['1', sizes, 'is less than 64 (64kB), the least possible'],
    ['1kB', sizes, 'is less than 64kB, the least possible'],
    ['0', { type: 'integer', min: 1 }, 'is less than 1, the least possible'],
    ['2', { type: 'real', max: 1 }, 'is more than 1, the most possible'],
    ['9e99', { ...sizes, unit: '8kB', max: 1024 }, 'is more than 1024 (8MB), the most possible'],
  ])('"%s" of %j %s', (text, type, clause) => {
    expect(readSetting(text, type)).toMatchObject({ clause });
  });
});

test('binary numbers, which newer C libraries take, are no reason to complain', () => {
  expect(readSetting('0b101', { type: 'integer' })).toEqual({ value: 5 });
});

test('any text is read, and what is written in a unit is read back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('boolean', 'integer', 'real', 'enum'), (text, type) => {
      const read = readSetting(text, { type, unit: 'ms', values: ['a'] });
      expect('value' in read || read.clause.length > 0).toBe(true);
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 0 }), fc.constantFrom('B', 'kB', '8kB', 'MB', 'ms', 's', 'min'), (value, unit) => {
      expect(readSetting(inOneUnit(value, unit), { type: 'integer', unit })).toEqual({ value });
    }),
  );
});

test('settings are found in any case, by former names, and only in the majors that have them', () => {
  const { postgres } = schemas;
  expect(postgres.majors).toEqual([13, 14, 15, 16, 17, 18]);
  expect(postgres.setting('timezone', 17)?.name).toBe('TimeZone');
  expect(postgres.setting('sort_mem', 17)?.name).toBe('work_mem');
  expect(postgres.setting('io_method', 17)).toBeUndefined();
  expect(postgres.setting('io_method', 18)?.values).toContain('io_uring');
  expect(postgres.setting('work_mem', 99)).toBeUndefined();
  expect(postgres.names(18)).toContain('work_mem');
  expect(postgres.names(18)).not.toContain('force_parallel_mode');
  expect(postgres.names(99)).toEqual([]);
});
