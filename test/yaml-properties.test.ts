import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { type Report, validateText } from '../src/core.ts';
import { parse } from '../src/manifest/document.ts';
import type { Path } from '../src/manifest/path.ts';
import { locate } from '../src/manifest/places.ts';
import { splitDocuments } from '../src/manifest/split.ts';
import { readManifests } from '../src/model/reading.ts';
import { LineIndex } from '../src/text/line-index.ts';
import { schemas } from './schemas.ts';

const rules = fileURLToPath(new URL('../fixtures/rules/', import.meta.url));
const manifests = readdirSync(rules, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(?:ya?ml|md)$/u.test(file))
  .map((file) => ({ path: file, text: readFileSync(join(rules, file), 'utf8') }));

/** Pieces that YAML is made of, in any order. */
const pieces = [
  ...[
    'apiVersion: postgresql.cnpg.io/v1\n',
    'kind: Cluster\n',
    'metadata:\n',
    '  name: shop\n',
    'spec:\n',
    '  instances: 3\n',
    'items:\n',
    'kind: List\n',
  ],
  ...[
    '---',
    '---\n',
    '--- ',
    '...\n',
    '- ',
    '-\n',
    ': ',
    ':\n',
    '? ',
    '\n',
    '\n  ',
    '\n    ',
    '  ',
    '\t',
    '\r\n',
    '\r',
    ' ',
    '',
    '\u2028',
    '\ufeff',
    '\0',
  ],
  ...[
    '[',
    ']',
    '{',
    '}',
    ', ',
    '|',
    '|2-\n',
    '>\n',
    '"',
    "'",
    '#',
    ' # c\n',
    '&a',
    '&a ',
    '*a',
    '*a ',
    '!!str ',
    '!t ',
    '<<: *a',
    '%',
    '@',
    '`',
    '\\',
    '\\u00',
  ],
  ...[
    'on',
    '0777',
    '1_0',
    '~',
    '.inf',
    '${X}',
    '${X:=3}',
    '${X:=[a]}',
    '$X',
    '{{ x }}',
    '{% if %}',
    '__X__',
    '<< x >>',
    'é',
    '😀',
    '\ud83d',
    '__proto__: ',
    'a: b',
    '```yaml\n',
    '```\n',
  ],
];
const yamlish = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''));

/** A manifest with a stretch of it taken out, and something else in its place. */
const mutated = fc
  .record({
    manifest: fc.constantFrom(...manifests),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 0, max: 12 }),
    insert: fc.oneof(fc.constant(''), fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 3 })),
  })
  .map(({ manifest: { path, text }, at, length, insert }) => {
    const start = Math.floor(at * text.length);
    return { path, text: text.slice(0, start) + insert + text.slice(start + length) };
  });

const anyFile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }).map((text) => ({ path: 'a.yaml', text })),
  yamlish.map((text) => ({ path: 'a.yaml', text })),
  yamlish.map((text) => ({ path: 'a.md', text: `\`\`\`yaml\n${text}` })),
  mutated,
);

/** Every path of a value, and one that leads out of it. */
function* pathsOf(value: unknown, path: Path = []): Generator<Path> {
  yield path;
  yield [...path, 'nowhere', 0];
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* pathsOf(item, [...path, index]);
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) yield* pathsOf(item, [...path, key]);
}

/** Lints with the rules about text and schema alone. */
function lint(path: string, text: string): Report {
  return validateText(text, {
    file: path,
    schemas,
    presets: ['strict'],
    rules: { '*': 'off', 'yaml/*': 'error', 'schema/*': 'error' },
  });
}

describe('any text', () => {
  test('is read without a throw, and everything stands inside of it', () => {
    fc.assert(
      fc.property(anyFile, (file) => {
        const inside = ({ start, end }: { start: number; end: number }): boolean =>
          0 <= start && start <= end && end <= file.text.length;
        const { resources, problems, template } = readManifests(file, schemas.groups);
        for (const problem of problems)
          expect([problem, inside(problem.range), inside(problem.related ?? problem.range)]).toEqual([
            problem,
            true,
            true,
          ]);
        if (template) expect(inside(template)).toBe(true);
        for (const { places, value } of resources)
          for (const path of pathsOf(value))
            for (const part of ['key', 'value'] as const)
              expect([path, inside(locate(places, value, path, part))]).toEqual([path, true]);
      }),
      { numRuns: 1500 },
    );
  });

  test('is linted without a fault, with positions that its lines have', () => {
    fc.assert(
      fc.property(anyFile, ({ path, text }) => {
        const lines = text.split('\n');
        for (const { range } of lint(path, text).findings) {
          expect(range.start.offset).toBeLessThanOrEqual(range.end.offset);
          for (const { line, column } of [range.start, range.end]) {
            expect(column).toBeGreaterThan(0);
            expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('is covered by its documents, which only separators part', () => {
    fc.assert(
      fc.property(fc.oneof(yamlish, fc.string({ unit: 'binary' })), (text) => {
        const documents = splitDocuments({ path: 'a.yaml', text });
        let end = text.startsWith('\ufeff') ? 1 : 0;
        for (const document of documents) {
          expect(text.slice(end, document.start)).toMatch(document.index === 0 ? /^$/u : /^---$/u);
          end = document.end;
        }
        expect(end).toBe(text.length);
      }),
    );
  });
});

describe('line breaks and byte order marks', () => {
  const variants = (text: string): string[] => [
    text.replaceAll('\n', '\r\n'),
    `\ufeff${text}`,
    `\ufeff${text.replaceAll('\n', '\r\n')}`,
  ];

  test('make no difference to the values', () => {
    fc.assert(
      fc.property(mutated, ({ path, text }) => {
        fc.pre(!/[\r\ufeff]/u.test(text));
        const values = (one: string): unknown[] =>
          readManifests({ path, text: one }, schemas.groups).resources.map(({ value }) => value);
        for (const variant of variants(text)) expect(values(variant)).toEqual(values(text));
      }),
      { numRuns: 300 },
    );
  });

  test('make no difference to the lines and columns of findings', () => {
    fc.assert(
      fc.property(fc.constantFrom(...manifests), ({ path, text }) => {
        const places = (one: string): unknown[] =>
          lint(path, one).findings.map(({ rule, message, range: { start, end } }) => [
            rule,
            message,
            start.line,
            start.column,
            end.line,
            end.column,
          ]);
        for (const variant of variants(text)) expect(places(variant)).toEqual(places(text));
      }),
    );
  });
});

test('every scalar is found at its place, counted in UTF-16 units', () => {
  const key = fc.stringMatching(/^[a-z]{1,6}$/u);
  const scalar = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'é', '😀', ' ', '"', "'", ':', '#', '1') }),
    fc.integer(),
    fc.boolean(),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      scalar,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 3 }),
    ),
  }));
  fc.assert(
    fc.property(tree, fc.constantFrom('block', 'flow'), (value, style) => {
      const document = { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', '😀': value };
      const text = stringify(document, {
        version: '1.1',
        collectionStyle: style === 'flow' ? 'flow' : 'block',
        lineWidth: 0,
      });
      const [resource] = readManifests({ path: 'a.yaml', text }, schemas.groups).resources;
      expect(resource?.value).toEqual(document);
      if (!resource) return;
      const lines = new LineIndex(text);
      for (const path of pathsOf(value, ['😀'])) {
        const found = path.slice(1).reduce<unknown>((at, segment) => Object(at)[segment], value);
        if (typeof found !== 'string' && typeof found !== 'number') continue;
        const { start, end } = locate(resource.places, resource.value, path, 'value');
        expect(parse(text.slice(start, end), { start: 0, end: end - start }).value).toEqual(found);
        const { line, column } = lines.position(start);
        expect(text.split('\n')[line - 1]?.slice(column - 1)).toBe(text.slice(start).split('\n')[0]);
      }
    }),
    { numRuns: 300 },
  );
});

describe('hostile text ends soon', () => {
  const head = 'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: shop}\nspec:\n';
  const megabyte = (piece: string): string => piece.repeat(Math.ceil(2 ** 20 / piece.length));
  const many = (count: number, line: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => line(index)).join('');
  const levels = 'abcdefghij';
  const bodies: Record<string, string> = {
    ...Object.fromEntries(
      ['[', '{', '[a, ', '{a: ', '"', "'", '!', '!a ', '&a ', '*a ', '|\n', '#', ' ', '\n', '\t', '\0'].map((piece) => [
        piece,
        `  a: ${megabyte(piece)}`,
      ]),
    ),
    ...Object.fromEntries(['- ', '? ', '- x\n    '].map((piece) => [piece, `  a:\n    ${megabyte(piece)}`])),
    ...Object.fromEntries([': ', 'a: ', 'a: 1\n  ', 'a b\n  '].map((piece) => [piece, `  ${megabyte(piece)}`])),
    ...Object.fromEntries(
      ['${', '${a:=', '$${', '{{', '{%', '<<', '__A', '__A_'].map((piece) => [
        `hole ${piece}`,
        `  a: "${megabyte(piece)}"`,
      ]),
    ),
    'holes in holes': `  a: ${'${a:='.repeat(100_000)}${'}'.repeat(100_000)}`,
    'brackets that close': `  a: ${'['.repeat(500_000)}${']'.repeat(500_000)}`,
    'deep mappings': many(1400, (depth) => `${' '.repeat(depth + 2)}a:\n`),
    'deep lists': many(1400, (depth) => `${' '.repeat(depth + 2)}-\n`),
    'many keys': many(60_000, (index) => `  k${index}: v\n`),
    'many anchors': `  a:\n${many(50_000, (index) => `  - &a${index} x\n`)}`,
    'many documents': `  a: 1\n${megabyte('---\n')}`,
    'glued separators': `  a: 1\n${megabyte('---x\n')}`,
    'a line of 3 MB': `  a: ${'x'.repeat(3 * 2 ** 20 - 200)}`,
    'too much': `  a: ${'x'.repeat(4 * 2 ** 20)}`,
    'many digits': `  a: ${megabyte('9')}`,
    'many underscores': `  a: 1${megabyte('_')}1`,
    'a long key': `  ${megabyte('x')}: 1`,
    'billion laughs': many(
      10,
      (level) =>
        `  ${levels[level]}: &${levels[level]} [${Array(9)
          .fill(level === 0 ? 'lol' : `*${levels[level - 1]}`)
          .join(', ')}]\n`,
    ),
    'mappings that laugh': many(
      40,
      (level) =>
        `  a${level}: &a${level} {k: ${level === 0 ? 1 : `*a${level - 1}`}, l: ${level === 0 ? 1 : `*a${level - 1}`}}\n`,
    ),
    'merges that laugh': many(
      40,
      (level) =>
        `  a${level}: &a${level} {<<: [${level === 0 ? '{}' : `*a${level - 1}, *a${level - 1}`}], k${level}: 1}\n`,
    ),
    'a cycle': '  a: &a [*a]\n',
    'a cycle of merges': '  a: &a {<<: *a}\n',
    'two cycles': '  a: &a {b: &b {c: *a, d: *b}}\n',
    'a lone surrogate': '  a: \ud800\n',
    'a lone surrogate in a key': '  \udc00: 1\n',
    'a prototype': '  __proto__: {instances: 3}\n  constructor: {prototype: {instances: 3}}\n',
    'byte order marks': `  a: ${megabyte('\ufeff')}`,
  };

  test.each(Object.keys(bodies).map((name) => [JSON.stringify(name), name]))('%s', (_, name) => {
    const start = performance.now();
    const { findings } = lint('a.yaml', `${head}${bodies[name]}`);
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(findings.every(({ rule }) => /^(?:yaml|schema)\//u.test(rule))).toBe(true);
    expect(Object.hasOwn(Object.prototype, 'instances')).toBe(false);
  });

  test('is told apart from what is merely long', () => {
    const limit = (body: string): unknown =>
      parse(head + body, { start: 0, end: head.length + body.length }).problems[0]?.detail['what'];
    expect(limit(bodies['['] ?? '')).toBe('depth');
    expect(limit(bodies['many keys'] ?? '')).toBe('tokens');
    expect(limit(bodies['billion laughs'] ?? '')).toBe('aliases');
    expect(limit(bodies['too much'] ?? '')).toBe('size');
    expect(limit(bodies['a line of 3 MB'] ?? '')).toBeUndefined();
    expect(limit(many(5000, (index) => `  k${index}: v # a comment\n`))).toBeUndefined();
  });
});
