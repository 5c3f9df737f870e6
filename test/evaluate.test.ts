import { describe, expect, test } from 'vitest';
import { readAny } from '../src/manifest/document.ts';
import type { Path } from '../src/manifest/path.ts';
import type { Shape } from '../src/manifest/places.ts';

/*
 * What the full parser makes of a text. Each text is the second document of a file, so that a place within the document is not taken
 * for one within the file.
 */
const before = '{"kind": "List", "items": []}\n---\n';

function read(yaml: string) {
  const text = before + yaml;
  return { text, ...readAny(text, { start: before.length, end: text.length }) };
}

function valued(yaml: string): unknown {
  return read(yaml).value;
}

/** What is wrong: the code with its details, and the line with what is underlined in brackets; then what it is related to. */
function wrong(yaml: string): string[] {
  const { text, problems } = read(yaml);
  return problems.map(({ code, detail, range: { start, end }, related }) => {
    const { reason = '', ...details } = detail;
    expect(reason).toBe('');
    const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
    const rest = text.slice(end).split('\n', 1)[0];
    const first = related ? `, as at ${related.start - before.length} "${text.slice(related.start, related.end)}"` : '';
    return `${[code, ...Object.values(details)].join(' ')}: ${line}[${text.slice(start, end)}]${rest}${first}`;
  });
}

/** The texts that name the value at a path and that are it. */
function places(yaml: string, ...path: Path): [string, string] {
  const { text, shape } = read(yaml);
  let at: Shape | undefined = shape;
  for (const segment of path) at = at?.children.get(segment);
  if (!at) throw new Error(`Nothing stands at ${path.join('.')}`);
  return [text.slice(at.name.start, at.name.end), text.slice(at.value.start, at.value.end)];
}

test('a document of comments alone is nothing, and stands for itself', () => {
  expect(valued('# To be done.\n')).toBeUndefined();
  expect(places('# To be done.\n')).toEqual(['# To be done.\n', '# To be done.\n']);
});

describe('what the parser at hand takes and kubectl does not', () => {
  test.each([
    ['a: !!int twelve', ['syntax BAD_TAG: a: !!int [twelve]']],
    ['a: [1, .inf]', ['syntax NOT_FINITE: a: [1, [.inf]]']],
    ['a: .nan # b', ['syntax NOT_FINITE: a: [.nan] # b']],
    ['a: &size.wal 5Gi', ['syntax BAD_ANCHOR: a: [&size.wal] 5Gi']],
    ['&a.b a: 1', ['syntax BAD_ANCHOR: [&a.b] a: 1']],
    ['? [a]\n: b', ['syntax BAD_KEY: ? [[a]]']],
    ['a:\n  {b: c}: d', ['syntax BAD_KEY:   [{b: c}]: d']],
    ['a: { {b: c}: d }', ['syntax BAD_KEY: a: { [{b: c}]: d }']],
    ['a: {{b: c}: d}', ['template: a: [{{]b: c}: d}']],
    ['~: a', ['syntax BAD_KEY: [~]: a']],
    ['!!int a: b', ['syntax BAD_KEY: !!int [a]: b']],
  ])('%j', (yaml, problems) => {
    expect(wrong(yaml)).toEqual(problems);
  });

  test('a key that is none is left out of what is read', () => {
    expect(valued('? [a]\n: b\nc: d')).toEqual({ c: 'd' });
  });

  test('escapes that only JSON knows, wherever braces stand', () => {
    const refused = (line: string): string[] => [`syntax BAD_DQ_ESCAPE: ${line}`];
    expect(wrong('a:\n  b: "x\\/y"\n')).toEqual(refused('  b: "x[\\/]y"'));
    expect(wrong('a: "\\"\\/\\n"')).toEqual(refused('a: "\\"[\\/]\\n"'));
    expect(wrong('a: 1\n"b\\/c": 2')).toEqual(refused('"b[\\/]c": 2'));
    expect(wrong('a: {b: "x\\/y"}')).toEqual(refused('a: {b: "x[\\/]y"}'));
    expect(wrong('a: {"b\\/c": 1}')).toEqual(refused('a: {"b[\\/]c": 1}'));
    expect(wrong('a: "\\udc00"')).toEqual(refused('a: "[\\udc]00"'));
    expect(wrong('{"a": "x\\/y"}')).toEqual([]);
    expect(wrong('\n  {"a\\/b": "x\\/y"}')).toEqual([]);
  });

  test('a block of text that a tab begins', () => {
    expect(wrong('a: |\n \t- b\n')).toEqual(['syntax TAB_AS_INDENT:  [\t]- b']);
  });

  test('what an alias repeats is wrong once', () => {
    expect(wrong('a: &a [!!int x, .nan, "\\/"]\nb: *a\nc: [*a]')).toEqual([
      'syntax BAD_TAG: a: &a [!!int [x], .nan, "\\/"]',
      'syntax NOT_FINITE: a: &a [!!int x, [.nan], "\\/"]',
      'syntax BAD_DQ_ESCAPE: a: &a [!!int x, .nan, "[\\/]"]',
    ]);
    expect(wrong('a: &a {b: 1, b: 2, "c\\/": 3}\nd: *a')).toHaveLength(2);
    expect(wrong('a: &a {[b]: 1, *c : 2}\nd: *a')).toHaveLength(2);
  });
});

describe('actions of Helm that the parser takes for mappings', () => {
  test.each([
    ['a: {{ .Values.size }}', ['template: a: [{{] .Values.size }}']],
    ['a: {{.Values.size}}', ['template: a: [{{].Values.size}}']],
    ['a: 1\n{{ .Values.key }}: 3', ['template: [{{] .Values.key }}: 3']],
    ['a:\n  - {{ .Values.item }}', ['template:   - [{{] .Values.item }}']],
  ])('%j', (yaml, problems) => {
    expect(wrong(yaml)).toEqual(problems);
  });
});

describe('keys that are written twice', () => {
  test.each([
    ['a: 1\nb: 2\na: 1', ['duplicate-key a true: [a]: 1, as at 0 "a"']],
    ['a: 1\nb: 2\na: 2', ['duplicate-key a false: [a]: 2, as at 0 "a"']],
    ['a: {b, b}', ['duplicate-key b false: a: {b, [b]}, as at 4 "b"']],
    ['a: {b: 1, b}', ['duplicate-key b false: a: {b: 1, [b]}, as at 4 "b"']],
    ['a: {b, b: 1}', ['duplicate-key b false: a: {b, [b]: 1}, as at 4 "b"']],
    ['a: &a b\n*a : 1\nb: 2', ['duplicate-key b false: [b]: 2, as at 8 "*a"']],
  ])('%j', (yaml, problems) => {
    expect(wrong(yaml)).toEqual(problems);
  });

  test('the last one counts, one that is called `__proto__` as well', () => {
    expect(JSON.stringify(valued('a: {b: 1, b: 2}\n__proto__: {a: 1}\n'))).toBe('{"a":{"b":2},"__proto__":{"a":1}}');
    expect(JSON.stringify(valued('a: {__proto__: 1, __proto__: 2}'))).toBe('{"a":{"__proto__":2}}');
  });

  test('a key without a value stands where it is written', () => {
    expect(places('a: {b, c: 1}', 'a', 'b')).toEqual(['b', 'b']);
    expect(valued('a: {b, c: 1}')).toEqual({ a: { b: null, c: 1 } });
  });
});

describe('aliases', () => {
  test('without an anchor', () => {
    expect(wrong('a: *size')).toEqual(['undefined-alias size false: a: [*size]']);
    expect(wrong('a: &a {b: [*a]}')).toEqual(['undefined-alias a true: a: &a {b: [[*a]]}']);
    expect([...read('a: [1, *size]').unknown]).toEqual(['/a/1']);
    expect(places('a: *size', 'a')).toEqual(['a', '*size']);
    expect(places('a: [1, *size]', 'a', 1)).toEqual(['*size', '*size']);
  });

  test('as keys', () => {
    expect(valued('a: &a 0x10\n*a : b')).toEqual({ a: 16, 16: 'b' });
    expect(places('a: &a 0x10\n*a : b', '16')).toEqual(['*a', 'b']);
    expect(wrong('a: 1\n*b : c')).toEqual(['undefined-alias b false: [*b] : c']);
    expect(valued('a: 1\n*b : c')).toEqual({ a: 1 });
    // kubectl takes no mapping, list or nothing for a key, by whatever name.
    expect(wrong('a: &a {b: 1}\n*a : c')).toEqual(['syntax BAD_KEY: [*a] : c']);
    expect(wrong('a: &a [b]\nc: {*a : d}')).toEqual(['syntax BAD_KEY: c: {[*a] : d}']);
    expect(valued('a: &a {b: 1}\n*a : c')).toEqual({ a: { b: 1 } });
  });

  test('stand for what their anchor named above them', () => {
    const yaml = 'a: &x 1\nb: &y [*x]\nc: &x 2\nd: *y\ne: *x';
    expect(valued(yaml)).toEqual({ a: 1, b: [1], c: 2, d: [1], e: 2 });
    expect(wrong(yaml)).toEqual(['anchor-redefined x false: c: [&x] 2, as at 3 "&x"']);
  });

  test('within aliases stand where the outermost stands', () => {
    const yaml = 'a: &a {x: 1}\nb: &b [*a]\nc: *b';
    expect(valued(yaml)).toEqual({ a: { x: 1 }, b: [{ x: 1 }], c: [{ x: 1 }] });
    expect(places(yaml, 'c')).toEqual(['c', '*b']);
    expect(places(yaml, 'c', 0, 'x')).toEqual(['*b', '*b']);
    expect(places(yaml, 'b', 0, 'x')).toEqual(['*a', '*a']);
    expect(places(yaml, 'a', 'x')).toEqual(['x', '1']);
  });

  test('of an anchor on nothing', () => {
    expect(wrong('a: &a\nb: *a\nc: *a')).toEqual(['anchor-on-nothing a: a: [&a]']);
    const { anchors } = read('a: &a\nb: &size  10Gi');
    expect([...anchors].map(([name, { text }]) => [name, text])).toEqual([
      ['a', ''],
      ['size', '10Gi'],
    ]);
  });
});

describe('merge keys', () => {
  test('a list of mappings, of which the first and the own keys win', () => {
    const yaml = 'a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  <<: [*a, *b]\n  x: 3\n';
    expect(valued(yaml)).toMatchObject({ c: { x: 3, true: 1, z: 2 } });
    expect(places(yaml, 'c', 'x')).toEqual(['x', '3']);
    expect(places(yaml, 'c', 'z')).toEqual(['*b', '*b']);
    expect(wrong(yaml)).toEqual([]);
  });

  test('what is no mapping', () => {
    const anchors = 'a: &a {x: 1}\nb: &b 10Gi\n';
    expect(wrong(`${anchors}c: {<<: [*a, *b]}`)).toEqual(['syntax BAD_MERGE: c: {<<: [*a, [*b]]}']);
    expect(valued(`${anchors}c: {<<: [*b, *a]}`)).toMatchObject({ c: { x: 1 } });
    expect(wrong('a: {<<: [[b]]}')).toEqual(['syntax BAD_MERGE: a: {<<: [[[b]]]}']);
    expect(wrong('a: {<<: 1}')).toEqual(['syntax BAD_MERGE: a: {<<: [1]}']);
    expect(wrong('a: {<<: ~}')).toEqual(['syntax BAD_MERGE: a: {<<: [~]}']);
    expect(wrong('a: {<<: *b, c: 1}')).toEqual(['undefined-alias b false: a: {<<: [*b], c: 1}']);
  });

  test('a merged key that is called `__proto__` is overridden', () => {
    const yaml = 'a: &a {__proto__: 1}\nb: {__proto__: 2, <<: *a}';
    expect(JSON.stringify(valued(yaml))).toBe('{"a":{"__proto__":1},"b":{"__proto__":2}}');
  });
});

describe('the default of a placeholder is YAML of its own', () => {
  test.each([
    ['${SIZE:=10}', 10],
    ['${HOSTS:=[a, b]}', ['a', 'b']],
    ['${LABELS:={}}', {}],
    ['${LABELS:={"team":"shop"}}', { team: 'shop' }],
    ['${SIZE:=}', null],
    ['${HOSTS:=[a}', '[a'],
    ['"${SIZE:=10}"', '10'],
    ['${SIZE:=10}Gi', '10Gi'],
    [`\${HOSTS:=${'['.repeat(101)}}`, '['.repeat(101)],
  ])('%s', (yaml, value) => {
    const { assumed, problems, ...found } = read(`a: ${yaml}`);
    expect(found.value).toEqual({ a: value });
    expect([...assumed]).toEqual(['/a']);
    expect(problems).toEqual([]);
    expect(places(`a: ${yaml}`, 'a')).toEqual(['a', yaml]);
  });

  test('what stands in it stands where the placeholder does', () => {
    const hosts = '${HOSTS:=[b, {"c":"d"}]}';
    expect(places(`a: ${hosts}`, 'a', 1, 'c')).toEqual([hosts, hosts]);
  });

  test('without one it is unknown', () => {
    expect([...read('a: ${SIZE}\n${NAME}: b').unknown]).toEqual(['/a', '/${NAME}']);
  });
});

describe('aliases end somewhere', () => {
  /** An item in many brackets. */
  const nested = (item: string, depth: number): string => '['.repeat(depth) + item + ']'.repeat(depth);

  test('at a depth of a hundred', () => {
    const yaml = (depth: number): string => `a: &a ${nested('x', depth)}\nb:\n  c: ${nested('*a', 48)}\n`;
    expect(wrong(yaml(50))).toEqual([]);
    expect(wrong(yaml(51))).toEqual([`limit depth 100:   c: ${'['.repeat(48)}[*]a${']'.repeat(48)}`]);
    expect(read(yaml(51)).value).toBeUndefined();
    expect(places(yaml(51))).toEqual([yaml(51), yaml(51)]);
  });

  test('at a hundred thousand values', () => {
    const yaml = (times: number): string =>
      `a: &a [${Array(99).fill('x').join(', ')}]\nb:\n${'  - *a\n'.repeat(times)}`;
    expect(wrong(yaml(1000))).toEqual([]);
    expect(wrong(`${yaml(1000)}c: *a`)).toEqual(['limit aliases 100000: c: [*]a']);
  });
});
