import { expect, test } from 'vitest';
import { parse } from '../src/manifest/document.ts';
import { locate, locateWithin, tabulate } from '../src/manifest/places.ts';

/* A stretch of a string, such as one statement of a script, is found in the text of its scalar. */

function found(text: string, part: string): string | undefined {
  const { value, shape } = parse(text, { start: 0, end: text.length });
  const scalar = locate(tabulate(value, shape), value, ['a'], 'value');
  const string = String(Object(value).a);
  const start = string.indexOf(part);
  const range = locateWithin(text, scalar, string, { start, end: start + part.length });
  return range && text.slice(range.start, range.end);
}

test.each([
  ['a: host all all\n', 'all all'],
  ['a: "host all"\n', 'all'],
  ["a: 'host all' # all\n", 'all'],
  ['x: 1\na: |\n  one\n  two three\n', 'three'],
  ['x: 1\na: |-\n    one\n      two\n', '  two'],
  ['x: 1\r\na: |\r\n  one\r\n  two three\r\nb: 1\r\n', 'three'],
  ['a: |\n\n  one\n', 'one'],
])('%j has %j at its place', (text, part) => {
  expect(found(text, part)).toBe(part);
});

test.each([
  ["a: 'it''s all'\n", 'all'],
  ['a: "\\thost all"\n', 'all'],
  ['a: >\n  one\n  two\n', 'two'],
  ['a: |\n  one\n  two\n', 'one\ntwo'],
  ['x: &x one two\na: *x\n', 'two'],
])('%j keeps %j to itself', (text, part) => {
  expect(found(text, part)).toBeUndefined();
});
