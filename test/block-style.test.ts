import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBlocks } from '../src/manifest/block-style.ts';
import { type Document, parse, readAny } from '../src/manifest/document.ts';
import type { Path } from '../src/manifest/path.ts';
import { type Anchored, type Shape, tabulate } from '../src/manifest/places.ts';
import { splitDocuments } from '../src/manifest/split.ts';
import { YamlEditor } from '../src/manifest/yaml-edits.ts';
import type { Range, SourceFile } from '../src/text/source.ts';
import { asked } from './harness.ts';

/* Two readers, one meaning: whenever the one for plain block style takes a document, it says what the full parser does. */

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
const files = readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(?:ya?ml|md)$/u.test(path))
  .filter((path) => !path.startsWith('rules/') || asked.test(path.slice('rules/'.length)))
  .map((path): SourceFile => ({ path, text: readFileSync(fixtures + path, 'utf8') }));
const recorded = JSON.parse(readFileSync(`${fixtures}yaml/kubectl.json`, 'utf8')) as { readonly yaml: string }[];

/** A test of many cases, which takes seconds: too long to be asked for each mutant. */
const property = test.skipIf(process.env['MUTATION_TESTS'] !== undefined);

interface Said {
  readonly value: unknown;
  readonly shape: Shape;
  readonly unknown: ReadonlySet<string>;
  readonly assumed: ReadonlySet<string>;
  readonly anchors: ReadonlyMap<string, Anchored>;
}

/** All that readers must agree about, in a form that compares. */
function said({ value, shape, unknown, assumed, anchors }: Said): unknown {
  const holes = { unknown: [...unknown].sort(), assumed: [...assumed].sort() };
  return { value, places: [...tabulate(value, shape)], ...holes, anchors: [...anchors] };
}

/** Whether the reader takes a document; if so, it must have said what the full parser does. */
function takes(text: string, range: Range = { start: 0, end: text.length }): boolean {
  const block = readBlocks(text, range);
  if (!block) return false;
  const full = readAny(text, range);
  const document = text.slice(range.start, range.end);
  expect({ document, problems: [], ...Object(said(block)) }).toEqual({
    document,
    problems: full.problems,
    ...Object(said(full)),
  });
  expect(Object.getPrototypeOf(block.value)).toBe(Object.prototype);
  return true;
}

const nested = (levels: number): string => Array.from({ length: levels }, (_, at) => `${' '.repeat(at)}a:\n`).join('');

const taken = [
  'a: 1',
  '# head\n\na: b # c\n\n# tail\n',
  'a:\n- b\n- c: 1\n  d: 2\ne:\n  - f\n',
  'a:\n  - b:\n    - c\n  -   d: 1\n      e: 2\n',
  'a:\nb: # nothing\nc:\n  # nor here\nd: ~\n',
  '"a b": "c: d"\n\'e\': \'#f\'\n"": ""\n',
  '"12": 1\n"2": 2\nb: 3\n"<<": x\n"on": y\n',
  'a: |\n  x\n\n    y\n  # z\n\nb: |-\n    x\n# c\nc: 1\n',
  'a:\n- |\n  x\n- |-\n  y\tz\n',
  'a: [b, "c", 1, [d], {e: f, g: []}, {}]\nh: { i: j, k: [ l ] } # m\n',
  'a: &x 1\nb: *x\nc: &y two\nd:\n  - *x\ne: *y # f\n',
  'a: 18446744073709551615\nb: 18446744073709551616\nc: -0\nd: 0o17\ne: 0x1F\nf: 1_000\ng: 1e3\nh: 12:30\ni: 2020-01-01\n',
  'a: ${X}\nb: "${X:=1}"\nc: x-${Y:-z}\nd: $X\ne: __X__\nf: << x >>\ng: |\n  ${X}\n  {{ y }}\n"a/b~c": ${X}\n',
  'a: http://x:80/#y\nb: c#d\ne: -1\nf: -x\ng: a - b\nh: <b>\ni: =\nj: "😀é"\n',
  nested(40),
];

const left = [
  'a: &x 1\nb: &x two\nc: *x\n',
  '',
  'a',
  '- a\n',
  'a: b\na: c\n',
  '__proto__: 1\n',
  '"__proto__":\n  a: 1\n',
  'a: {"__proto__": 1}\n',
  '<<: *a\n',
  'a: &x\n  b: 1\nc: *x\n',
  'a: &x ~\n',
  'a: &x null\n',
  'a: *x\n',
  'a: !!str 1\n',
  'a: .inf\n',
  'a: "b\\n"\n',
  "a: 'it''s'\n",
  'a: b\n  c\n',
  'a: >\n  b\n',
  'a: |2\n  b\n',
  'a: |+\n  b\n',
  'a: |\n  b',
  'a: |\n  \tb\n',
  'a: b: c\n',
  'a: b:\n',
  'a: [b:, c]\n',
  'a: [b,]\n',
  'a: [b,\n  c]\n',
  'a: b\t# c\n',
  '\ta: b\n',
  'a: b\r\n',
  'a: "\u0085"\n',
  'a: "\uffff"\n',
  'a: "\ud800"\n',
  '12: a\n',
  'on: a\n',
  '{"a": 1}\n',
  'a:\n  b: 1\n c: 2\n',
  'a:\n  - b\n - c\n',
  'a: ${X:=[1]}\n',
  `${'a'.repeat(1100)}: b\n`,
  nested(101),
  `a:\n${'- [b, c, d]\n'.repeat(20_000)}`,
  `a: &x 1\nb:\n${'- *x\n'.repeat(110_000)}`,
];

describe('where both readers read, they agree', () => {
  test('on every fixture, and nearly all of them are plain block style', () => {
    let sound = 0;
    let fast = 0;
    for (const file of files)
      for (const part of splitDocuments(file)) {
        if (file.text.slice(part.start, part.end).trim() === '') continue;
        const isTaken = takes(file.text, part);
        if (isTaken || readAny(file.text, part).problems.length === 0) sound += 1;
        if (isTaken) fast += 1;
      }
    expect(sound).toBeGreaterThan(100);
    expect(fast / sound).toBeGreaterThan(0.7);
  });

  test('on what was recorded of kubectl', () => {
    expect(recorded.filter(({ yaml }) => takes(yaml)).length).toBeGreaterThan(20);
    for (const { yaml } of recorded) takes(`${yaml}\n`);
  });

  test.each(taken)('%j', (text) => {
    expect(takes(text)).toBe(true);
    for (const variant of [text.trimEnd(), `${text}\n\n`, `${text}\n  # end`, text.replace('\n', '\n\n')])
      takes(variant);
  });

  test('behind a separator, and before one', () => {
    const text = 'a: 1\n--- # two\nb: |\n  x\n\n---\nc:\n--- d: 1\n';
    expect(splitDocuments({ path: 'a.yaml', text }).map((part) => takes(text, part))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

test.each(left.map((text) => [text.slice(0, 30), text] as const))('%j is left to the full parser', (_, text) => {
  expect(takes(text)).toBe(false);
});

describe('edits find their syntax nodes in a document that was read fast', () => {
  const text = [
    '# A comment',
    'a: 1',
    'b:',
    '  c: # one',
    '    - d: 2',
    '      e: [x, {f: 3}]',
    '',
    '  g: |',
    '    text',
    '  # between',
    '  h: {i: 4}',
    'j:',
  ].join('\n');

  test.each(['', '---\nbefore: 1\n---\n'])('behind %j', (before) => {
    const range = { start: before.length, end: before.length + text.length };
    const value = readAny(before + text, range).value;
    expect(pathsOf(value)).toHaveLength(14);
    const { fast, full } = bothEdits(before + text, range);
    expect(fast).toEqual(full);
  });
});

property('edits are the same by either reader, whatever the lines', () => {
  let edited = 0;
  fc.assert(
    fc.property(mutated, (text) => {
      for (const part of splitDocuments({ path: 'a.yaml', text })) {
        if (!readBlocks(text, part)) continue;
        const { fast, full } = bothEdits(text, part);
        expect({ text, edits: fast }).toEqual({ text, edits: full });
        edited += 1;
      }
    }),
    { numRuns: 500 },
  );
  expect(edited).toBeGreaterThan(50);
});

/** What every edit of every value does, and of one that is not there, by the reader for block style and by the full parser. */
function bothEdits(text: string, range: Range): { fast: unknown; full: unknown } {
  const edits = (document: Document): unknown => {
    const editor = new YamlEditor({ path: 'a.yaml', text }, document);
    return pathsOf(document.value).map((path) => ({
      path,
      set: editor.set(path, 'x'),
      add: ['new key', 0, 1, 2, 1000].map((key) => editor.set([...path, key], { y: 1 })),
      rename: editor.rename(path, 'z'),
      // Whose a comment below the last line of a mapping is depends on what else is read.
      remove: isScalar(valueAt(document.value, path)) ? editor.remove(path) : [],
    }));
  };
  return { fast: edits(parse(text, range)), full: edits(readAny(text, range)) };
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, segment) => Reflect.get(Object(at), segment), value);
}

function pathsOf(value: unknown, path: Path = []): Path[] {
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(typeof value === 'object' ? (value ?? {}) : {});
  return [path, ...keys.flatMap((key) => pathsOf(Reflect.get(Object(value), key), [...path, key]))];
}

/** Pieces of lines, in any order. */
const pieces = [
  ...[
    'a',
    'b: ',
    'c:',
    ': ',
    '- ',
    '-',
    '\n',
    '\n',
    '\n  ',
    '\n    ',
    ' ',
    '  ',
    '\t',
    '\r\n',
    '\u2028',
    'é',
    '😀',
    '\uffff',
  ],
  ...[
    '"',
    "'",
    '"a"',
    "'b': ",
    '""',
    '#',
    ' # c',
    '|',
    '|\n',
    '|-\n  ',
    '|2\n',
    '>',
    '?',
    '? ',
    '%',
    '@',
    '`',
    '\\',
    '=',
  ],
  ...[
    '[',
    ']',
    '{',
    '}',
    ', ',
    ',',
    '[]',
    '{}',
    '[a, b]',
    '{ a: b }',
    '[a, {b: c}]',
    '&x ',
    '*x',
    '&x 1',
    '<<: *x',
    '!',
    '!!str ',
  ],
  ...[
    'on',
    '12: ',
    '0777',
    '1_0',
    '~',
    'null',
    '.inf',
    '-1',
    '1e3',
    '0x1F',
    '__proto__: 1',
    '"__proto__": 1',
    '...',
    '<<',
  ],
  ...['${X}', '${X:=3}', '${X:=[a]}', '$X', '$${X}', '{{ x }}', '{% if %}', '__X__', '<< x >>'],
];
const piece = fc.constantFrom(...pieces);
const soup = fc.array(piece, { maxLength: 24 }).map((parts) => parts.join(''));

const stretches = files
  .filter(({ path }) => !path.endsWith('.md'))
  .flatMap(({ text }) => {
    const lines = text.split('\n');
    return Array.from({ length: Math.ceil(lines.length / 8) }, (_, at) => lines.slice(at * 8, at * 8 + 14));
  });

/** Some lines of a fixture, with a few of them moved, indented otherwise, or with something in their midst. */
const mutated = fc
  .record({
    stretch: fc.constantFrom(...stretches),
    head: fc.constantFrom([], ['a:'], ['a:', '- b: c']),
    changes: fc.array(
      fc.record({
        how: fc.constantFrom('insert', 'insert', 'cut', 'indent', 'copy'),
        line: fc.nat(),
        at: fc.nat(),
        count: fc.nat(5),
        piece,
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ stretch, head, changes }) => {
    const lines = [...head, ...stretch];
    for (const change of changes) {
      const index = change.line % lines.length;
      const line = lines[index] ?? '';
      const at = change.at % (line.length + 1);
      if (change.how === 'copy') lines.splice(change.at % lines.length, 0, line);
      else if (change.how === 'indent') lines[index] = ' '.repeat(change.count) + line.trimStart();
      else if (change.how === 'cut') lines[index] = line.slice(0, at) + line.slice(at + change.count);
      else lines[index] = line.slice(0, at) + change.piece + line.slice(at);
    }
    return lines.join('\n');
  });

property('whatever is done to lines, the readers agree', () => {
  let fast = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 3, arbitrary: mutated }, { weight: 1, arbitrary: soup }), (text) => {
      for (const part of splitDocuments({ path: 'a.yaml', text })) if (takes(text, part)) fast += 1;
    }),
    { numRuns: 2000 },
  );
  expect(fast).toBeGreaterThan(300);
});
