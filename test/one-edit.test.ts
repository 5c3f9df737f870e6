import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distance } from '../src/text/nearest.ts';
import { isOneEdit } from '../src/values/one-edit.ts';

test.each([
  ['reload', 'reloads', true],
  ['hibernation', 'hibernatoin', false],
  ['skipWalArchiving', 'skipWallArchiving', true],
  ['aa', 'a', true],
  ['a', '', true],
  ['', '', false],
  ['same', 'same', false],
  ['hibernate', 'hibernation', false],
])('"%s" and "%s": %s', (a, b, expected) => {
  expect(isOneEdit(a, b)).toBe(expected);
  expect(isOneEdit(b, a)).toBe(expected);
});

test('is what the distance without swaps says', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 });
  fc.assert(
    fc.property(letters, letters, (a, b) => {
      const isSwap = a.length === b.length && [...a].filter((letter, at) => letter !== b[at]).length === 2;
      expect(isOneEdit(a, b)).toBe(distance(a, b) === 1 && !isSwap);
    }),
  );
});
