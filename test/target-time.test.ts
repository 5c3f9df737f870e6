import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isEarlierGeneration, nextGeneration } from '../src/facts/next-generation.ts';
import { isTargetTime, readTargetTime } from '../src/values/target-time.ts';

test.each<[string, boolean, string | undefined]>([
  ['2026-01-31T08:00:39Z', true, '2026-01-31T08:00:39Z'],
  ['2026-01-31T08:00:39+01:00', true, '2026-01-31T07:00:39Z'],
  ['2026-01-31T08:00:39.5-02:30', true, '2026-01-31T10:30:39Z'],
  ['2026-01-31 08:00:39+01', true, '2026-01-31T07:00:39Z'],
  ['2026-01-31 08:00:39-01:30:30', true, '2026-01-31T09:31:09Z'],
  ['2026-01-31 08:00:39', false, '2026-01-31T08:00:39Z'],
  ['2026-01-31T08:00:39', false, '2026-01-31T08:00:39Z'],
  ['2026-01-31', false, '2026-01-31T00:00:00Z'],
  ['2026-13-31 08:00:39Z', true, undefined],
  ['20260-01-31 08:00:39+00 BC', true, undefined],
])('%s has a zone: %s, and is %s', (text, hasZone, instant) => {
  expect(isTargetTime(text)).toBe(true);
  expect(readTargetTime(text)).toEqual({ hasZone, instant: instant === undefined ? undefined : Date.parse(instant) });
});

test('a time in ISO 8601 is that of the language', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true }), (date) => {
      const instant = Math.floor(date.getTime() / 1000) * 1000;
      expect(readTargetTime(date.toISOString()).instant).toBe(instant);
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => void readTargetTime(text)));
});

test.each([
  ['shop-v2', 'shop-v3', true],
  ['shop-v9', 'shop-v10', true],
  ['shop2', 'shop-v3', true],
  ['shop', 'shop-v2', true],
  ['shop', 'shop-v3', false],
  ['shop-v3', 'shop-v2', false],
  ['shop-v2', 'shop-v2', false],
  ['stock-v2', 'shop-v3', false],
  ['shop-backup', 'shop-v3', false],
  ['postgres17-v4', 'postgres17-v5', true],
])('%s comes before %s: %s', (name, other, expected) => {
  expect(isEarlierGeneration(name, other)).toBe(expected);
});

test.each([
  ['shop', 'shop-v2'],
  ['shop-v2', 'shop-v3'],
  ['shop-v12', 'shop-v13'],
  ['postgres17', 'postgres17-v2'],
  ['shop-v2-restored', 'shop-v2-restored-v2'],
])('after %s comes %s', (name, next) => {
  expect(nextGeneration(name)).toBe(next);
});
