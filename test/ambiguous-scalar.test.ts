import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAsByOthers } from '../src/values/ambiguous-scalar.ts';

test.each([
  ['2026-01-31', 'a date'],
  ['2026-01-31 08:00:39+00', 'a date'],
  ['2026-01-31T08:00:39.5Z', 'a date'],
  ['2026-1-31t08:00:39 -01:30', 'a date'],
  ['12:30:00', 'a number of seconds or minutes'],
  ['-1_0:20', 'a number of seconds or minutes'],
  ['20260131T020000', undefined],
  ['2026-01-31 08:00', undefined],
  ['0/3000000', undefined],
  ['latest', undefined],
  ['5432:5432', undefined],
  ['', undefined],
])('%s', (text, expected) => {
  expect(readAsByOthers(text)).toBe(expected);
});

test('only what begins like a number is ambiguous', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      if (readAsByOthers(text) !== undefined) expect(text).toMatch(/^[-+\d]/u);
    }),
  );
});

test('a long text is read at once', () => {
  const start = performance.now();
  readAsByOthers(`1${':1'.repeat(100_000)}x`);
  readAsByOthers(`2026-01-31${' '.repeat(100_000)}x`);
  expect(performance.now() - start).toBeLessThan(500);
});
