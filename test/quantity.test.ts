import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Quantity } from '../src/values/quantity.ts';

/* Checked against k8s.io/apimachinery v0.36.2, but for exponents that it takes for ever to apply. */

test.each([
  '0',
  '007',
  '1Gi',
  '1.5Gi',
  '.5Gi',
  '1.Gi',
  '+1Gi',
  '-1Gi',
  '500m',
  '1k',
  '1E',
  '1E5',
  '1e5',
  '1e+5',
  '1e-5',
  '0.0000000001',
  '1e4294967296',
  '1000000000000000000000000000000n',
  '7.9999999999Ei',
  // A number without a digit is zero.
  'Gi',
  'm',
  '+',
  '-',
  '.',
  '.Mi',
  'e-9',
])('%j is a quantity', (text) => {
  expect(Quantity.parse(text)).toBeDefined();
});

test.each([
  '',
  ' ',
  '1 Gi',
  ' 1Gi',
  '1Gi ',
  '1Gi\n',
  '1gi',
  '1GB',
  '1GiB',
  '1K',
  '1ki',
  '1mi',
  '1Zi',
  '1e',
  '1e1.5',
  '1e--5',
  '1k5',
  '1.5.1',
  '--1',
  '1,5Gi',
  '1_000',
  '0x10',
  '١Gi',
  '100%',
  '1e9223372036854775808',
  // Zero without a digit has its limits.
  'Pi',
  '+Ei',
  '.Ei',
  'e-10',
])('%j is no quantity', (text) => {
  expect(Quantity.parse(text)).toBeUndefined();
});

test.each([
  ['1Gi', '=', '1073741824'],
  ['1Gi', '=', '1024Mi'],
  ['1Gi', '>', '1G'],
  ['1Gi', '=', '1073741824000m'],
  ['1.5Gi', '=', '1536Mi'],
  ['1k', '=', '1e3'],
  ['1E', '=', '1e18'],
  ['1E5', '=', '100k'],
  ['1m', '=', '1000u'],
  ['-1Gi', '<', '0'],
  ['-2Gi', '<', '-1Gi'],
  ['0', '=', 'Gi'],
  ['0', '=', '-0Mi'],
  // What is below a billionth is rounded up to one, away from zero.
  ['0.1n', '=', '1n'],
  ['1.5n', '=', '2n'],
  ['-0.1n', '=', '-1n'],
  ['1e-1000000000', '=', '1n'],
  // Binary amounts end at 2^63-1, decimal ones do not.
  ['9Ei', '=', '9223372036854775807'],
  ['-9Ei', '=', '-9223372036854775807'],
  ['9223372036854775808', '>', '9Ei'],
  ['1e30', '>', '9Ei'],
  // Exponents are kept in 32 bits.
  ['5e4294967297', '=', '50'],
  ['1e2147483647', '>', '9e2147483646'],
  ['10e2147483646', '=', '1e2147483647'],
])('%s %s %s', (a, order, b) => {
  const [x, y] = [quantity(a), quantity(b)];
  expect(Math.sign(x.compare(y))).toBe({ '<': -1, '=': 0, '>': 1 }[order]);
  expect(Math.sign(y.compare(x))).toBe({ '<': 1, '=': 0, '>': -1 }[order]);
});

test.each(['0', '0Gi', 'Gi', '+', '-0', '0.000', '0e99', 0])('%j is zero', (value) => {
  expect(quantity(value).isZero).toBe(true);
});

test.each([
  ['1Gi', 1_073_741_824],
  ['250m', 0.25],
  ['-1.5k', -1500],
  ['1e400', Number.POSITIVE_INFINITY],
  [10, 10],
])('%j is the number %d', (value, expected) => {
  expect(quantity(value).toNumber()).toBe(expected);
  expect(quantity(value).isZero).toBe(false);
});

describe('any text', () => {
  const noise = fc.string({ unit: fc.constantFrom(...'0123456789.+-eEinumkKMGTP '), maxLength: 12 });

  test('is read without throwing, in a total order', () => {
    fc.assert(
      fc.property(noise, noise, noise, (...texts) => {
        const all = texts.flatMap((text) => Quantity.parse(text) ?? []);
        const sorted = [...all].sort((a, b) => a.compare(b));
        for (const [index, one] of sorted.entries()) {
          expect(one.compare(one)).toBe(0);
          for (const later of sorted.slice(index + 1)) expect(one.compare(later)).toBeLessThanOrEqual(0);
        }
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  test('is compared as numbers are', () => {
    const amount = fc.tuple(
      fc.integer({ min: -10_000, max: 10_000 }),
      fc.constantFrom('', 'k', 'Ki', 'M', 'Mi', 'G', 'Gi'),
    );
    fc.assert(
      fc.property(amount, amount, ([a, unitA], [b, unitB]) => {
        const [x, y] = [quantity(`${a}${unitA}`), quantity(`${b}${unitB}`)];
        expect(Math.sign(x.compare(y))).toBe(Math.sign(x.toNumber() - y.toNumber()));
      }),
      { seed: 1 },
    );
  });
});

function quantity(value: string | number): Quantity {
  const parsed = Quantity.parse(value);
  if (!parsed) throw new Error(`${value} is no quantity`);
  return parsed;
}

test.each([' 1Gi', '1Gi ', '\u00a01Gi', ' ', '\t1Gi', '\ufeff1Gi'])('%j as Go decodes it', (text) => {
  expect(Quantity.parse(text)).toBeUndefined();
  expect(Quantity.decode(text) !== undefined).toBe(/^[ \u00a0]*1Gi/u.test(text));
});
