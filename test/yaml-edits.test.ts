import { describe, expect, test } from 'vitest';
import { type Document, parse, readAny } from '../src/manifest/document.ts';
import type { Writable } from '../src/manifest/editor.ts';
import type { Path } from '../src/manifest/path.ts';
import { YamlEditor } from '../src/manifest/yaml-edits.ts';
import { applyEdits, type TextEdit } from '../src/text/edits.ts';

/* Edits of YAML text leave every other byte as it is. */

function edit(text: string, change: (editor: YamlEditor) => readonly TextEdit[], start = 0): string | undefined {
  const range = { start, end: text.length };
  const edited = (document: Document): string | undefined => {
    const edits = change(new YamlEditor({ path: 'a.yaml', text }, document));
    return edits.length === 0 ? undefined : applyEdits(text, edits);
  };
  // Whoever read the document, the edit is the same.
  const result = edited(parse(text, range));
  expect(edited(readAny(text, range))).toBe(result);
  return result;
}

describe('set', () => {
  test.each<[string, Path, Writable, string | undefined]>([
    ['a: 1 # one\nb: 2\n', ['a'], 3, 'a: 3 # one\nb: 2\n'],
    ["a: 'x'\n", ['a'], "it's", "a: 'it''s'\n"],
    ['a: "x"\n', ['a'], 'y', 'a: "y"\n'],
    ['a: x\n', ['a'], 'y: z', 'a: "y: z"\n'],
    ['a:\nb: 1\n', ['a'], 'x', 'a: x\nb: 1\n'],
    ['a: # note\nb: 1\n', ['a'], 'x', 'a: x # note\nb: 1\n'],
    ['a: >-\n  long\n  text\nb: 1\n', ['a'], '0 0 1 * * *', 'a: "0 0 1 * * *"\nb: 1\n'],
    ['a:\n  b: 1 # one\n  # end\nc: 2\n', ['a', 'd'], 'x', 'a:\n  b: 1 # one\n  d: x\n  # end\nc: 2\n'],
    ['a:\r\n  b: 1\r\n', ['a', 'd'], { e: 'f' }, 'a:\r\n  b: 1\r\n  d:\r\n    e: f\r\n'],
    ['a:\n  b: 1', ['a', 'd'], true, 'a:\n  b: 1\n  d: true'],
    ['a:\n  b: |\n    x\nc: 1\n', ['a', 'd'], 'z', 'a:\n  b: |\n    x\n  d: z\nc: 1\n'],
    ['a: {b: 1}\n', ['a', 'd'], { e: 'f' }, 'a: {b: 1, d: {e: f}}\n'],
    ['a:\n  - b: 1\n    c: 2\n', ['a', 0, 'd'], 'x', 'a:\n  - b: 1\n    c: 2\n    d: x\n'],
    [
      'a:\n  b: 1\n',
      ['a', 'd'],
      [{ e: 'f', g: { h: 1 } }, 'x'],
      'a:\n  b: 1\n  d:\n    - e: f\n      g:\n        h: 1\n    - x\n',
    ],
    ['a: {b: 1}\n', ['a', 'd'], [{ e: 'f' }, ['x', 2]], 'a: {b: 1, d: [{e: f}, [x, 2]]}\n'],
    ['a:\n- b # one\n- c # two\n# end\n', ['a', 2], 'd', 'a:\n- b # one\n- c # two\n- d\n# end\n'],
    ['a:\r\n  - b: 1\r\n    c: 2', ['a', 1], { d: 3, e: 4 }, 'a:\r\n  - b: 1\r\n    c: 2\r\n  - d: 3\r\n    e: 4'],
    ['a: [b, c] # end\n', ['a', 2], 'd', 'a: [b, c, d] # end\n'],
    ['a: [b, {c: 1}] # end\n', ['a', 2], 'd', 'a: [b, {c: 1}, d] # end\n'],
    ['a: [{b: 1}, [c]] # end\n', ['a', 2], 'd', 'a: [{b: 1}, [c], d] # end\n'],
    ['a:\n  b: [c, d] # one\n  e: >\n    f\n', ['a', 'b', 2], 'g', 'a:\n  b: [c, d, g] # one\n  e: >\n    f\n'],
    ['a:\n  - b: &x 1\n    c: >\n      d\n', ['a', 0, 'b'], 2, 'a:\n  - b: &x 2\n    c: >\n      d\n'],
    ['a:\n  - b: 1\n\n  # end\nc: >\n  d\n', ['a', 1], 'e', 'a:\n  - b: 1\n  - e\n\n  # end\nc: >\n  d\n'],
    ['a:\n  - b: 1\n\n    # end\n', ['c'], 2, 'a:\n  - b: 1\nc: 2\n\n    # end\n'],
    ['a: []\n', ['a', 0], 'd', undefined],
    ['a: {b: 1, c}\n', ['a', 'c'], 'd', undefined],
    ['a: [b, c]\n', ['a', '0'], 'd', undefined],
    ['a: 1\n', ['b', 'c', 'd'], 'x', undefined],
    ['a: [b]\n', ['a', 2], 'd', undefined],
    ['x: &x {b: 1}\na: *x\n', ['a', 'b'], 2, undefined],
    ['a: &b\n', ['a'], 'x', undefined],
    ['a: {}\n', ['a', 'b'], 'x', undefined],
    ['a :\nb: 1\n', ['a'], 'x', 'a : x\nb: 1\n'],
    ['a: |\n  x\n\n  y\n\n\nb: 1\n', ['a'], 'z', 'a: z\n\n\nb: 1\n'],
    ['a:\n  b: 1\n', ['a'], 'x', undefined],
    ['a: 1\n', ['a'], { b: 'x' }, undefined],
    ['x: &x 1\na: *x\n', ['a'], 2, undefined],
    ['x: &x 1\na: *x\n', ['x'], 2, undefined],
    ['x:\n  - &x 1\na: *x\n', ['x', 0], 2, undefined],
    ['x: 1\na: &y 2\nb: *y\n', ['x'], 3, 'x: 3\na: &y 2\nb: *y\n'],
    ['a:\n  -\n', ['a', 0], 'x', undefined],
    ['a:\n  - 1\n', ['a', 2], 'x', undefined],
    ['a: 1\n', ['b', 'c'], 'x', undefined],
    ['a: 1\n', ['b'], [['x', 2]], 'a: 1\nb:\n  - [x, 2]\n'],
    ['a: {b: 1}\n', ['a', 'd'], { e: 'f', g: true }, 'a: {b: 1, d: {e: f, g: true}}\n'],
    ['a: |\n  x\n', ['b'], 'z', 'a: |\n  x\nb: z\n'],
  ])('%j %j', (text, path, value, expected) => {
    expect(edit(text, (editor) => editor.set(path, value))).toBe(expected);
  });
});

describe('rename and remove', () => {
  test.each<[string, Path, string]>([
    ['a: 1 # one\n', ['a'], 'b: 1 # one\n'],
    ['"a" : 1\n', ['a'], '"b" : 1\n'],
    ['{a: 1}\n', ['a'], '{b: 1}\n'],
    ['{a, c: 1}\n', ['a'], '{b, c: 1}\n'],
  ])('rename %j', (text, path, expected) => {
    expect(edit(text, (editor) => editor.rename(path, 'b'))).toBe(expected);
  });

  test.each<[string, Path, string | undefined]>([
    ['a: 1\nb: 2 # two\nc: 3\n', ['b'], 'a: 1\nc: 3\n'],
    ['a: 1\nb:\n  c: 2\n  d: |\n    x\ne: 3\n', ['b'], 'a: 1\ne: 3\n'],
    ['a: {b: 1, c: 2, d: 3}\n', ['a', 'c'], 'a: {b: 1, d: 3}\n'],
    ['a: {b: 1, c: 2}\n', ['a', 'b'], undefined],
    ['a: 1\r\nb: 2', ['b'], 'a: 1\r\n'],
    ['a: 1\n', ['b'], undefined],
    ['a:\nb: 1\n', ['a'], 'b: 1\n'],
    ['a:\n  - b: 1\n    c: 2\n\n# next\nd: >\n  e\n', ['a'], '\n# next\nd: >\n  e\n'],
    ['a:\n  b:\n    c: 1\n# next\nd: 2\n', ['a', 'b', 'c'], 'a:\n  b:\n# next\nd: 2\n'],
    ['a: {b: 1, c: }\n', ['a', 'c'], 'a: {b: 1}\n'],
    ['a: {b: 1, c}\n', ['a', 'c'], 'a: {b: 1}\n'],
    ['a: {b: 1, c, d: 2}\n', ['a', 'c'], 'a: {b: 1, d: 2}\n'],
    ['a: {b: 1,\n  c: 2}\n', ['a', 'c'], 'a: {b: 1}\n'],
    ['a: {\n  b: 1, # one\n  c: 2\n}\n', ['a', 'b'], undefined],
    ['a:\n  - b: 1\n    c: 2\n', ['a', 0, 'b'], undefined],
    // What an alias stands for stays.
    ['a: &x\n  b: 1\nc: *x\n', ['a'], undefined],
    ['a:\n  b: {c: &x 1}\nd: [*x]\n', ['a'], undefined],
    ['a: &x\n  b: *y\nc: &y 2\n', ['a'], 'c: &y 2\n'],
    ['a: &x\n  b: &y 1\n  c: *y\nd: 2\n', ['a'], 'd: 2\n'],
    ['a: r&d\nb: "*d"\n', ['a'], 'b: "*d"\n'],
  ])('remove %j %j', (text, path, expected) => {
    expect(edit(text, (editor) => editor.remove(path))).toBe(expected);
  });
});

test('what is not there cannot be renamed', () => {
  expect(edit('a: 1\n', (editor) => editor.rename(['b'], 'c'))).toBeUndefined();
});

describe('of a key that is written twice', () => {
  const text = 'x:\n  a: 1\n  b: 2\n  a: 3\n';
  const remove = (key: string, parent: Path): string | undefined =>
    edit(text, (editor) => editor.removeDuplicate(text.indexOf(key), parent));

  test('the later one goes', () => {
    expect(remove('a: 3', ['x'])).toBe('x:\n  a: 1\n  b: 2\n');
  });

  test.each<[string, string, Path]>([
    ['the first entry stays', 'a: 1', ['x']],
    ['no key begins there', '3', ['x']],
    ['the parent is no mapping', 'a: 3', ['x', 'b']],
    ['the parent is not there', 'a: 3', ['y']],
  ])('%s', (_, key, parent) => {
    expect(remove(key, parent)).toBeUndefined();
  });
});

test('in a later document, offsets are those of the file', () => {
  const text = 'a: 1\n---\nb: 2\nc: 3\nc: 4\n';
  const start = text.indexOf('b');
  expect(edit(text, (editor) => editor.set(['b'], 5), start)).toBe('a: 1\n---\nb: 5\nc: 3\nc: 4\n');
  expect(edit(text, (editor) => editor.set(['d'], 5), start)).toBe(`${text}d: 5\n`);
  expect(edit(text, (editor) => editor.removeDuplicate(text.indexOf('c: 4'), []), start)).toBe(
    'a: 1\n---\nb: 2\nc: 3\n',
  );
});
