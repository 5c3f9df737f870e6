import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../src/text/edits.ts';
import { LineIndex } from '../src/text/line-index.ts';
import { didYouMean, distance, nearest } from '../src/text/nearest.ts';

describe('edits', () => {
  const edits = (...all: [start: number, end: number, newText: string][]): string | undefined =>
    applyEdits(
      'abcdef',
      all.map(([start, end, newText]) => ({ file: 'a.yaml', start, end, newText })),
    );

  test.each<[string, [number, number, string][], string | undefined]>([
    ['none', [], 'abcdef'],
    ['one', [[1, 3, 'X']], 'aXdef'],
    [
      'in any order',
      [
        [4, 5, 'Y'],
        [1, 3, 'X'],
      ],
      'aXdYf',
    ],
    [
      'side by side',
      [
        [1, 3, 'X'],
        [3, 4, 'Y'],
      ],
      'aXYef',
    ],
    [
      'an insertion in front of a replacement',
      [
        [1, 3, 'X'],
        [1, 1, '+'],
      ],
      'a+Xdef',
    ],
    [
      'overlapping',
      [
        [1, 3, 'X'],
        [2, 4, 'Y'],
      ],
      undefined,
    ],
    [
      'the same twice',
      [
        [1, 3, 'X'],
        [1, 3, 'X'],
      ],
      undefined,
    ],
  ])('%s', (_, all, expected) => {
    expect(edits(...all)).toBe(expected);
  });
});

describe('lines', () => {
  const pieces = fc.array(fc.constantFrom('a', 'bc', '\n', '\r\n', '\r', '\uFEFF', '😀'), { maxLength: 12 });

  test('positions are what counting line breaks says', () => {
    fc.assert(
      fc.property(pieces, fc.nat(), (all, seed) => {
        const text = all.join('');
        const offset = seed % (text.length + 1);
        const before = text.slice(0, offset).split('\n');
        const last = before.at(-1) ?? '';
        const bom = before.length === 1 && text.startsWith('\uFEFF') ? 1 : 0;
        expect(new LineIndex(text).position(offset)).toEqual({
          line: before.length,
          column: Math.max(1, last.length + 1 - bom),
        });
      }),
    );
  });

  test('lines are what splitting says, without a byte order mark', () => {
    fc.assert(
      fc.property(pieces, (all) => {
        const text = all.join('');
        const lines = text.split('\n');
        const index = new LineIndex(text);
        expect(index.lineCount).toBe(lines.length);
        expect(lines.map((_, at) => index.line(at + 1))).toEqual(
          lines.map((line) => line.replace(/^\uFEFF/u, '').replace(/\r$/u, '')),
        );
        expect(lines.map((_, at) => index.lineStart(at + 1))).toEqual(
          lines.map((_, at) => lines.slice(0, at).reduce((sum, line) => sum + line.length + 1, 0)),
        );
      }),
    );
  });

  test('what lies outside is clamped', () => {
    const index = new LineIndex('ab\ncd');
    expect([index.position(-1), index.position(99)]).toEqual([
      { line: 1, column: 1 },
      { line: 2, column: 3 },
    ]);
    expect([index.lineStart(0), index.lineStart(99)]).toEqual([0, 3]);
  });
});

describe('nearness', () => {
  test.each([
    ['', '', 0],
    ['abc', '', 3],
    ['abc', 'abc', 0],
    ['abc', 'abxc', 1],
    ['abc', 'axc', 1],
    ['kitten', 'sitting', 3],
    ['instnaces', 'instances', 1],
    ['ab', 'ba', 1],
    // A letter is not changed again after a swap: three edits, not two.
    ['ca', 'abc', 3],
    ['abcd', 'acbe', 2],
  ])('"%s" and "%s" are %d apart', (a, b, expected) => {
    expect(distance(a, b)).toBe(expected);
    expect(distance(b, a)).toBe(expected);
  });

  test.each<[string, string[], string | undefined]>([
    ['instnaces', ['image', 'instances'], 'instances'],
    ['instances', ['instances'], undefined],
    ['Instances', ['instance', 'instances'], 'instances'],
    // Below three letters nothing is near but another case.
    ['db', ['dv'], undefined],
    ['db', ['DB'], 'DB'],
    ['abc', ['abd'], 'abd'],
    ['abc', ['ade'], undefined],
    ['abcde', ['abxye'], undefined],
    ['abcdef', ['abxyef'], 'abxyef'],
    ['abcdefghi', ['xyzdefghi'], undefined],
    ['abcdef', ['abcd'], 'abcd'],
    ['abcdef', ['abc'], undefined],
    // Two that are equally near are no help, unless a third is nearer.
    ['abcd', ['abce', 'abcf'], undefined],
    ['abcdef', ['abcdxy', 'abcdzw', 'abcdeg'], 'abcdeg'],
    ['abcdef', ['abcdeg', 'abcdxy'], 'abcdeg'],
  ])('"%s" among %j is meant as %j', (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
    expect(didYouMean(word, candidates)).toBe(expected && `did you mean "${expected}"?`);
  });
});
