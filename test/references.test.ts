import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { braceReferences, colonReferences } from '../src/values/dollar-references.ts';
import { startsOutside } from '../src/values/file-path.ts';
import { isTimestamp } from '../src/values/timestamp.ts';

/* What the operator finds with regular expressions of its own. */

const soup = fc.string({ unit: fc.constantFrom('$', '{', '}', ':', 'a', '\n', ' ') });

describe('colonReferences', () => {
  test('finds what the expression finds', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const found = colonReferences(text).map(({ text: own, descriptor, name }) => [own, descriptor, name]);
        expect(found).toEqual([...text.matchAll(/\$\{([^:]+):([^}]+)\}/gu)].map((match) => [...match]));
      }),
      { numRuns: 2000 },
    );
  });

  test('spans what is between', () => {
    expect(colonReferences('${x} ${podselector:a}')).toEqual([
      { text: '${x} ${podselector:a}', descriptor: 'x} ${podselector', name: 'a' },
    ]);
  });

  test.each(['${', '${:', '${a', '${a:', '${a:}', '${:}', '${a:b}'])('reads a long row of %s at once', (piece) => {
    expect(colonReferences(piece.repeat(100_000)).length).toBeLessThanOrEqual(100_000);
  });
});

describe('braceReferences', () => {
  test('finds what the expression finds', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const found = braceReferences(text).map(({ dollars, name }) => [dollars, name]);
        const expected = [...text.matchAll(/(\$+)\{([^}]+)\}/gu)].map(([, dollars = '', name]) => [
          dollars.length,
          name,
        ]);
        expect(found).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(['$', '${', '${}', '$$$${', '${a}'])('reads a long row of %s at once', (piece) => {
    expect(braceReferences(piece.repeat(100_000)).length).toBeLessThanOrEqual(100_000);
  });
});

test.each([
  ['..', true],
  ['../lib', true],
  ['./../lib', true],
  ['lib/../..', true],
  ['a/../../b', true],
  ['..bin', true],
  ['...', true],
  ['a/..//..bin', true],
  ['', false],
  ['.', false],
  ['lib', false],
  ['a/..', false],
  ['a/..bin', false],
  ['/..', false],
  ['/../lib', false],
])('%j starts outside: %j', (path, expected) => expect(startsOutside(path)).toBe(expected));

describe('isTimestamp', () => {
  test.each([
    '2030-12-31T00:00:00Z',
    '2030-12-31T1:00:00Z',
    '2030-12-31T23:59:59.123456789012Z',
    '2030-12-31T23:59:59,5+02:00',
    '2024-02-29T00:00:00-24:60',
    '2000-02-29T00:00:00Z',
  ])('%s is one', (text) => expect(isTimestamp(text)).toBe(true));

  test.each([
    '',
    '2030-12-31',
    '2030-12-31T00:00:00',
    '2030-12-31t00:00:00Z',
    '2030-12-31T00:00:00z',
    '2030-12-31 00:00:00Z',
    '2030-12-31T24:00:00Z',
    '2030-12-31T00:60:00Z',
    '2030-12-31T00:00:60Z',
    '2030-13-01T00:00:00Z',
    '2030-00-01T00:00:00Z',
    '2030-04-31T00:00:00Z',
    '2030-01-00T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2030-12-31T00:00:00x5Z',
    '2030-12-31T00:00:00+25:00',
    '2030-12-31T00:00:00+00:61',
    '2030-12-31T00:00:00ZT',
  ])('%j is none', (text) => expect(isTimestamp(text)).toBe(false));
});
