import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesGlob } from '../src/values/glob.ts';
import { parseParameterTime } from '../src/values/parameter-time.ts';

test.each([
  ['0', 0],
  ['300', 300],
  ['5min', 300],
  [' 5 min ', 300],
  ['0.5h', 1800],
  ['.5h', 1800],
  ['1d', 86_400],
  ['100ms', 0.1],
  ['-1', -1],
  ['5 minutes', undefined],
  ['5MIN', undefined],
  ['5m', undefined],
  ['min', undefined],
  ['', undefined],
  ['0x10', undefined],
])('as a time of seconds, %j is %s', (text, expected) => {
  expect(parseParameterTime(text, 's')).toBe(expected);
});

test('a number alone has the unit of its parameter', () => {
  expect(parseParameterTime('2', 'min')).toBe(120);
});

test.each([
  ['dev*', 'dev', true],
  ['dev*', 'dev-42', true],
  ['dev*', 'my-dev', false],
  ['*-test', 'shop-test', true],
  ['a*b*c', 'abc', true],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b*c', 'ac', false],
  ['ab*ba', 'aba', false],
  ['shop', 'shop', true],
  ['shop', 'shops', false],
  ['*', '', true],
  ['s.op', 'shop', false],
])('%j matches %j: %s', (pattern, text, expected) => {
  expect(matchesGlob(pattern, text)).toBe(expected);
});

test('a glob matches what a regular expression would', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 6 });
  fc.assert(
    fc.property(pattern, text, (glob, given) => {
      expect(matchesGlob(glob, given)).toBe(new RegExp(`^${glob.replaceAll('*', '.*')}$`, 'u').test(given));
    }),
  );
});

test('times are read without throwing', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      parseParameterTime(text, 's');
    }),
  );
});
