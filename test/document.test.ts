import { describe, expect, test } from 'vitest';
import { largestDocument, parse } from '../src/manifest/document.ts';
import { type Contents, type Entry, plainContents, plainEntry } from '../src/manifest/entries.ts';
import type { Path } from '../src/manifest/path.ts';
import type { YamlProblem } from '../src/manifest/problem.ts';

/* What is wrong with the text of one document, and what the places of one in plain block style tell of its entries. */

/** What is wrong with a document between two others, each with the text: » and « are around its place, › and ‹ around what is related. */
function problemsOf(text: string): [code: unknown, place: string][] {
  const [before, after] = ['first: 1\n---\n', '---\nlast: 1\n'];
  const range = { start: before.length, end: before.length + text.length };
  return parse(before + text + after, range).problems.map((problem) => {
    const shown = marked(before + text + after, problem);
    return [problem.detail['code'] ?? problem.detail['what'], shown.slice(before.length, -after.length)];
  });
}

function marked(text: string, { range, related }: YamlProblem): string {
  const { start, end } = range;
  const place = `»${text.slice(start, end)}«`;
  if (!related) return `${text.slice(0, start)}${place}${text.slice(end)}`;
  const opener = `›${text.slice(related.start, related.end)}‹`;
  return `${text.slice(0, related.start)}${opener}${text.slice(related.end, start)}${place}${text.slice(end)}`;
}

describe('what is wrong has its place', () => {
  test.each([
    ['a vertical tab', 'CONTROL_CHARACTER', 'a: "b»\u000b«c"\n'],
    ['what was no UTF-8', 'NO_CHARACTER', 'a: »\udcfc«b\n'],
    ['what was no UTF-8, before an emoji', 'NO_CHARACTER', 'a: »\udcf0«😀\n'],
    ['the first of two forbidden characters', 'CONTROL_CHARACTER', 'a: »\u0007«\udcfc\n'],
    ['a forbidden character in nearly JSON', 'CONTROL_CHARACTER', '{"a": "»\u007f«",}\n'],
    ['a tab before a key', 'TAB_AS_INDENT', 'a:\n»\t«b: 1\n'],
    ['a tab before the first key', 'TAB_AS_INDENT', '»\t«a: b\n'],
    ['a tab behind the dash of an item', 'TAB_AS_INDENT', 'a:\n  -»\t«b: 1\n'],
    ['a tab on an empty line', 'TAB_AS_INDENT', 'a:\n  b: "1"\n  »\t«\n  c: 2\n'],
    ['a value before a tab', 'BAD_SCALAR_START', 'a: »@«b\nc:\n\td: 1\n'],
    ['a value behind a tab', 'TAB_AS_INDENT', 'a:\n»\t«b: 1\nc: @d\n'],
    ['the first of two values', 'BAD_SCALAR_START', 'a: »@«b\nc: *d e\n'],
    ['an anchor before an unexpected bracket', 'BAD_ALIAS', 'a: »&«{}\n'],
    ['a second value', 'UNEXPECTED_TOKEN', 'a: "b" »"c"«\n'],
    ['a line of a lone bar', 'MULTILINE_IMPLICIT_KEY', 'a:\n»|«\nb: 1\n'],
    ['a second colon, not the quoted key', 'BLOCK_AS_IMPLICIT_KEY', '"a": [b]\n"c": »d«: e\n'],
    ['a bracket that is not open', 'UNEXPECTED_TOKEN', 'a: b\nc: »]«\n'],
    ['a double quote that is not closed', 'MISSING_CHAR', 'a: ["b", ›"‹c]\n»«'],
    ['a single quote that is not closed', 'MISSING_CHAR', "a: {b: ›'‹c\n»«"],
    ['a bracket that is not closed', 'BAD_INDENT', 'a: [b]\nc: ›[‹["d"], e\n»f«: 1\n'],
    ['a bracket that is not closed, with a pair', 'BAD_INDENT', 'a: ›[‹b, c: d\n»e«: 1\n'],
    ['a brace that is not closed', 'BAD_INDENT', 'a: [{b: c}, ›{‹d: e»]«\n'],
    ['a bracket that ends the text', 'BAD_INDENT', 'a: ›[‹»«'],
    ['a bracket too many levels deep', 'depth', `a: ${'['.repeat(99)}»[«[\n`],
    ['a bracket too many levels deep at the end', 'depth', `a: ${'['.repeat(98)}»[«`],
  ])('%s', (_, code, shown) => {
    expect(problemsOf(shown.replaceAll(/[»«›‹]/gu, ''))).toEqual([[code, shown]]);
  });

  test('in the words of the parser, if it is not our own finding', () => {
    const details = (text: string): unknown => parse(text, { start: 0, end: text.length }).problems[0]?.detail;
    expect(details('a: \u0007\n')).toEqual({ code: 'CONTROL_CHARACTER', reason: '' });
    expect(details('a: @b\n')).toEqual({
      code: 'BAD_SCALAR_START',
      reason: 'Plain value cannot start with reserved character @',
    });
  });
});

test('JSON may hold what YAML may not', () => {
  const text = '{"a": "\u007f", "b": "\udcfc"}\n';
  expect(parse(text, { start: 0, end: text.length })).toMatchObject({
    value: { a: '\u007f', b: '\udcfc' },
    problems: [],
  });
});

describe('a document of 3 MiB', () => {
  const comment = (length: number): string => `# ${'x'.repeat(length - 3)}\n`;
  const entry = 'a: 1\n';

  test('is read', () => {
    const text = comment(largestDocument - entry.length) + entry;
    expect(parse(text, { start: 0, end: text.length })).toMatchObject({ value: { a: 1 }, problems: [] });
  });

  test.each([
    ['on its first line', `»${entry.trimEnd()}«\n${comment(largestDocument)}`],
    ['on its only line', `»${comment(largestDocument + 2).trimEnd()}«`],
  ])('and a bit is not, which is said %s', (_, shown) => {
    const [problem] = problemsOf(shown.replaceAll(/[»«]/gu, ''));
    // Not by `toEqual`, which would show all of it.
    expect(problem?.[0]).toBe('size');
    expect(problem?.[1] === shown).toBe(true);
  });
});

describe('in plain block style, places tell of entries without a syntax tree', () => {
  const text = [
    'a: 1',
    'b:',
    '  c: "x" # one',
    '  d: &x y',
    '  e: [p, {q: 2}]',
    'f:',
    '  - g: 3',
    '    h:',
    '      - i',
    '      - j',
    'k:',
    'l: |',
    '  text',
    'm: *x',
    'n: []',
    'o:',
    '  - {}',
    '  - *x',
    'p:',
    '  - r: {s: 4}',
    '',
  ].join('\n');
  const { shape } = parse(text, { start: 0, end: text.length });

  /** The texts of an entry's key and value. */
  const told = (entry: Entry | undefined): unknown => entry && [textOf(entry.key), textOf(entry.value), entry.isScalar];
  const textOf = (range: { start: number; end: number } | undefined): string | undefined =>
    range && text.slice(range.start, range.end);

  test.each<[Path, unknown]>([
    [['a'], ['a', '1', true]],
    [
      ['b', 'c'],
      ['c', '"x"', true],
    ],
    [
      ['b', 'd'],
      ['d', 'y', true],
    ],
    [
      ['b', 'e', 0],
      [undefined, 'p', true],
    ],
    [
      ['b', 'e', 1, 'q'],
      ['q', '2', true],
    ],
    [
      ['f', 0, 'h', 1],
      [undefined, 'j', true],
    ],
    [
      ['p', 0, 'r', 's'],
      ['s', '4', true],
    ],
  ])('%j: %j', (path, expected) => {
    expect(told(plainEntry(text, shape, path))).toEqual(expected);
  });

  test.each<[Path, string]>([
    [['f'], 'j'],
    [['f', 0], 'j'],
    [['f', 0, 'h'], 'j'],
  ])('what stands at %j ends in %j', (path, end) => {
    const entry = plainEntry(text, shape, path);
    expect(entry?.isScalar).toBe(false);
    expect(entry?.value && text.slice(0, entry.value.end).endsWith(`- ${end}`)).toBe(true);
  });

  test.each<[string, Path]>([
    ['what ends in brackets', ['b']],
    ['brackets', ['b', 'e']],
    ['a mapping in brackets', ['b', 'e', 1]],
    ['nothing', ['k']],
    ['a block of text', ['l']],
    ['an alias', ['m']],
    ['an alias as an item', ['o', 1]],
    ['empty brackets', ['n']],
    ['empty brackets as an item', ['o', 0]],
    ['what ends in an alias', ['o']],
    ['what ends in a mapping in brackets', ['p', 0]],
    ['the whole document, which ends so, too', []],
    ['what is not there', ['b', 'z']],
    ['what is below it', ['z', 'a', 0]],
  ])('but not of %s', (_, path) => {
    expect(plainEntry(text, shape, path)).toBeUndefined();
    expect(plainContents(text, shape, path)).toBeUndefined();
  });

  /** Where the entries of a mapping begin and end. */
  const within = (contents: Contents | undefined): unknown =>
    contents && [contents.items, contents.isFlow, text.slice(contents.start, contents.end)];

  test('nor does it take one to add to a mapping', () => {
    expect(within(plainContents(text, shape, ['f', 0]))).toEqual([
      undefined,
      false,
      'g: 3\n    h:\n      - i\n      - j',
    ]);
  });

  test.each<[string, Path]>([
    ['a scalar', ['a']],
    ['a list', ['f']],
    ['a list of scalars', ['f', 0, 'h']],
    ['a mapping in brackets', ['p', 0, 'r']],
  ])('though not to %s', (_, path) => {
    expect(plainContents(text, shape, path)).toBeUndefined();
  });
});
