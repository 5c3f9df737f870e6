import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLsn } from '../src/values/lsn.ts';
import { isTargetTime } from '../src/values/target-time.ts';

/* What the operator takes for the time and for the position that a recovery stops at. */

test.each([
  '2026-03-01',
  '2026-03-01 08:30:00',
  '2026-03-01 08:30:00.123456',
  '2026-03-01 08:30:00Z',
  '2026-03-01 08:30:00+02',
  '2026-03-01 08:30:00.5-07:30',
  '2026-03-01 08:30:00+02:00:30',
  '2026-03-01 08:30:00 BC',
  '0044-03-15 BC',
  '+2026-03-01',
  // SQL's form is not asked for sense.
  '2026-13-45 99:99:99',
  '2026-+3--1',
  '9223372036854775807-01-01',
  '00000000000000000000002026-01-01',
  '2026-03-01T08:30:00Z',
  '2026-03-01T8:30:00Z',
  '2026-03-01T08:30:00',
  '2026-03-01T08:30:00.123456789123Z',
  '2026-03-01T08:30:00,5+02:00',
  '2026-03-01T08:30:00+24:60',
  '2024-02-29T00:00:00Z',
  '2000-02-29T00:00:00Z',
])('%j is a target time', (text) => {
  expect(isTargetTime(text)).toBe(true);
});

test.each([
  '',
  'yesterday',
  '2026',
  '2026-3-1',
  '2026-03-01 08:30',
  '2026-03-01 8:30:00',
  '2026-03-01 08:30:00 +02',
  '2026-03-01 08:30:00 UTC',
  '2026-03-01 08:30:00+0200',
  '2026-03-01 08:30:00,5',
  '2026-03-01 08:30:00\n',
  ' 2026-03-01',
  '-2026-03-01',
  '9223372036854775808-01-01',
  '2026-03-01 08:30:00.9223372036854775808',
  '2026-03-01t08:30:00Z',
  '2026-03-01T08:30:00z',
  '2026-03-01T08:30Z',
  '2026-03-01T08:30:00+0200',
  '2026-03-01T08:30:00+02',
  '2026-13-01T08:30:00Z',
  '2026-00-01T08:30:00Z',
  '2026-04-31T08:30:00Z',
  '2026-02-29T08:30:00Z',
  '1900-02-29T08:30:00Z',
  '2026-03-00T08:30:00Z',
  '2026-03-01T24:00:00Z',
  '2026-03-01T23:60:00Z',
  '2026-03-01T23:59:60Z',
  '2026-03-01T08:30:00+25:00',
  '2026-03-01T08:30:00+02:61',
])('%j is no target time', (text) => {
  expect(isTargetTime(text)).toBe(false);
});

test.each(['0/0', '0/3000060', '16/B374D848', '1/abcdef', 'ffffffffffffffff/FFFFFFFFFFFFFFFF', `${'0'.repeat(50)}1/1`])(
  '%j is an LSN',
  (text) => {
    expect(isLsn(text, false)).toBe(true);
  },
);

test.each([
  '',
  '/',
  '0/',
  '/0',
  '0',
  '0/0/0',
  '0/3000060/',
  '0x0/1',
  '0/1G',
  '0/ 1',
  '0/1_0',
  '0/1\n',
  '+0/1',
  '0/-1',
  '10000000000000000/0',
])('%j is no LSN', (text) => {
  expect(isLsn(text, false)).toBe(false);
});

test.each([
  ['+1/-1', true],
  ['-8000000000000000/7fffffffffffffff', true],
  ['8000000000000000/0', false],
  ['0/-8000000000000001', false],
  ['+/1', false],
  ['+-1/1', false],
  ['0/3000060', true],
])('%j as signed numbers: %s', (text, expected) => {
  expect(isLsn(text, true)).toBe(expected);
});

describe('any text', () => {
  const at = (time: fc.Arbitrary<number>, width: number): fc.Arbitrary<string> =>
    time.map((value) => String(value).padStart(width, '0'));
  const noise = fc.string({ unit: fc.constantFrom(...'0129abF+-:./, TZBC'), maxLength: 24 });

  test('is judged without throwing', () => {
    fc.assert(
      fc.property(fc.oneof(noise, fc.string()), fc.boolean(), (text, isSigned) => {
        expect(typeof isTargetTime(text)).toBe('boolean');
        expect(typeof isLsn(text, isSigned)).toBe('boolean');
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  test('that JavaScript writes for a time is one, and a day that the month lacks is none', () => {
    const parts = fc.tuple(at(fc.nat(9999), 4), at(fc.nat(14), 2), at(fc.nat(33), 2));
    fc.assert(
      fc.property(parts, ([year, month, day]) => {
        const text = `${year}-${month}-${day}T12:00:00.000Z`;
        const time = new Date(text);
        const isReal = !Number.isNaN(time.getTime()) && time.toISOString() === text;
        expect(isTargetTime(text)).toBe(isReal);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  test('that holds two numbers of 64 bits is an LSN', () => {
    const half = fc.bigInt({ min: 0n, max: 2n ** 66n });
    fc.assert(
      fc.property(half, half, (a, b) => {
        const text = `${a.toString(16)}/${b.toString(16)}`;
        expect(isLsn(text, false)).toBe(a < 2n ** 64n && b < 2n ** 64n);
        expect(isLsn(text, true)).toBe(a < 2n ** 63n && b < 2n ** 63n);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  test('is judged in the time that reading it takes', () => {
    const long = '0'.repeat(1_000_000);
    expect(isTargetTime(`${long}2026-01-01`)).toBe(true);
    expect(isTargetTime(`${long.replaceAll('0', '9')}-01-01`)).toBe(false);
    expect(isTargetTime(`2026-01-01 00:00:00.${long}x`)).toBe(false);
    expect(isLsn(`${long}/${long}`, true)).toBe(true);
    expect(isLsn(`${long}x/0`, false)).toBe(false);
    expect(isLsn('/'.repeat(1_000_000), false)).toBe(false);
  });
});
