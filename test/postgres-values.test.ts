import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePostgresBoolean } from '../src/values/postgres-boolean.ts';
import { parsePostgresSize } from '../src/values/postgres-size.ts';
import { Quantity } from '../src/values/quantity.ts';

/* PostgreSQL's sizes and booleans, as the operator reads them. */

test.each([
  ['512MB', '512Mi'],
  ['512 MB', '512Mi'],
  [' 5 1 2MB', '512Mi'],
  ['1.5GB', '1536Mi'],
  ['8kB', '8192'],
  ['8KB', '8192'],
  ['16384B', '16384'],
  ['16384', '16384Mi'],
  ['+1', '1Mi'],
  ['-1', '-1Mi'],
  ['1TB', '1Ti'],
  ['1PB', '1Pi'],
  ['1EB', '1Ei'],
  ['MB', '0'],
  ['.MB', '0'],
])('%j is the size %s', (text, size) => {
  const expected = Quantity.parse(size);
  expect(expected && parsePostgresSize(text)?.compare(expected)).toBe(0);
});

test.each(['', 'B', '512M', '512Mi', '512MiB', '512mB', '512mb', '512MB ', '1.5', '1.5B', '1e3MB', '1\tMB', 'PB', 'x'])(
  '%j is no size',
  (text) => {
    expect(parsePostgresSize(text)).toBeUndefined();
  },
);

test('any text is read without throwing, and blanks before a unit do not count', () => {
  const noise = fc.string({ unit: fc.constantFrom(...'0123456789.+- kKMGTPEBi'), maxLength: 12 });
  fc.assert(
    fc.property(noise, fc.constantFrom('kB', 'MB', 'GB'), (amount, unit) => {
      parsePostgresSize(amount);
      const [close, apart] = [parsePostgresSize(`${amount}${unit}`), parsePostgresSize(`${amount}  ${unit}`)];
      expect(close === undefined).toBe(apart === undefined);
      if (close && apart) expect(close.compare(apart)).toBe(0);
    }),
    { seed: 1, numRuns: 2000 },
  );
});

test.each(['1', 'on', 'ON', 'y', 'ye', 'yes', 'Yes', 't', 'tr', 'tru', 'true', 'TRUE'])('%j is true', (text) => {
  expect(parsePostgresBoolean(text)).toBe(true);
});

test.each(['0', 'of', 'off', 'OFF', 'n', 'no', 'f', 'fa', 'fal', 'fals', 'false'])('%j is false', (text) => {
  expect(parsePostgresBoolean(text)).toBe(false);
});

test.each(['', 'o', 'enable', 'yes ', ' on', '2', 'truee'])('%j is no boolean', (text) => {
  expect(parsePostgresBoolean(text)).toBeUndefined();
});
