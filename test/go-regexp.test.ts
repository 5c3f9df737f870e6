import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goRegexpFault } from '../src/values/go-regexp.ts';

/* Checked against regexp.Compile of Go 1.26. */

test.each([
  '',
  '^_cnpg_',
  '|',
  '()',
  'a||b',
  '(?i)slot',
  '(?)',
  '(?i-s:a)',
  'a(?i)*',
  'a*(?i)*',
  '(?P<name>a)(?<name>b)',
  // A brace that starts no repetition is one.
  'a{',
  'a{,3}',
  'a{01}',
  'a{2,3}?',
  'a{1000}',
  '(a{100}){10}',
  '(a{1000}){0}{',
  '((a{500}){0}){3}',
  ']}',
  '[]a]',
  '[^]a]',
  '[a-]',
  '[\\d-z]',
  '[[:alpha:][:^digit:]]',
  '[[:x]',
  '[\\x41-\\x{5A}]',
  '\\Qa**',
  '\\Qa\\E+',
  '\\pL\\p{Greek}\\P{^lu}\\p{Cased Letter}',
  '\\0\\12\\777',
  '\\x{10FFFF}',
  '\\_\\-\\.\\/',
  '\\A\\b\\B\\z',
  '\\a\\f\\n\\r\\t\\v',
  'ö😀[é-😀]',
])('%j is a regular expression', (pattern) => {
  expect(goRegexpFault(pattern)).toBeUndefined();
});

test.each([
  ['*', 'there is nothing before "*" to repeat'],
  ['a|+', 'there is nothing before "+" to repeat'],
  ['(?i)*', 'there is nothing before "*" to repeat'],
  ['\\Q\\E*', 'there is nothing before "*" to repeat'],
  ['a**', '"*" repeats a repetition'],
  ['a++', '"+" repeats a repetition'],
  ['a{2}{3}', '"{3}" repeats a repetition'],
  ['a+??', '"?" repeats a repetition'],
  ['a{1001}', '"{1001}" repeats more than 1000 times'],
  ['a{3,2}', '"{3,2}" has its least above its most'],
  ['(a{100}){11}', '"{11}" repeats repetitions, more than 1000 times in all'],
  ['((a{500}){0,}){3}', '"{3}" repeats repetitions, more than 1000 times in all'],
  ['(', 'a "(" is never closed'],
  ['a)', 'a ")" has no "("'],
  ['(?=a)', '"(?=" looks around, which is not supported'],
  ['(?<!a)', '"(?<!" looks around, which is not supported'],
  ['(?>a)', '"(?>" opens no group'],
  ['(?x)', '"(?x" opens no group'],
  ['(?i-)', '"(?i" opens no group'],
  ['(?', '"(?" opens no group'],
  ['(?P<a-b>c)', '"(?P" opens no group'],
  ['[a', 'a "[" is never closed'],
  ['[]', 'a "[" is never closed'],
  ['[z-a]', 'a range in "[…]" ends before it starts'],
  ['[[:foo:]]', 'a "[:" names no class of characters'],
  ['[a-\\d]', '"\\d" is no escape'],
  ['[\\b]', '"\\b" is no escape'],
  ['[a-\\Z]', '"\\Z" is no escape'],
  ['[\\pX]', '"\\pX" names no class of characters'],
  ['\\p{Klingon}', '"\\p{Klingon}" names no class of characters'],
  ['\\p{L', '"\\p" names no class of characters'],
  ['\\1', '"\\1" refers back, which is not supported'],
  ['\\k<a>', '"\\k" refers back, which is not supported'],
  ['\\Z', '"\\Z" is no escape'],
  ['\\u0041', '"\\u" is no escape'],
  ['\\x4', '"\\x" is no escape'],
  ['\\x{110000}', '"\\x{110000}" is no character'],
  ['\\é', '"\\é" is no escape'],
  ['a\\', 'it ends in a backslash'],
])('%j is none', (pattern, fault) => {
  expect(goRegexpFault(pattern)).toBe(fault);
});

test('captures nest 999 deep', () => {
  const nested = (depth: number): string => '('.repeat(depth) + ')'.repeat(depth);
  expect(goRegexpFault(nested(999))).toBeUndefined();
  expect(goRegexpFault(nested(1000))).toBe('its groups are nested too deeply');
});

describe('any text', () => {
  test('is read without throwing, and stays what it is when it is wrapped', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'ab()|*+?{}12,[]^-:\\dpQExP<>=!'), maxLength: 20 });
    fc.assert(
      fc.property(noise, (text) => {
        const isGood = goRegexpFault(text) === undefined;
        // What \Q opens, it closes only at the end.
        if (isGood && !text.includes('\\Q')) expect(goRegexpFault(`(?:${text})|b`)).toBeUndefined();
      }),
      { seed: 1, numRuns: 5000 },
    );
  });

  test('escaped, it is a regular expression', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(goRegexpFault(text.replaceAll(/[\\.+*?()|[\]{}^$]/gu, '\\$&'))).toBeUndefined();
      }),
      { seed: 1 },
    );
  });

  test.each(['[[:', '(?:', '\\Q', 'a{', '[a-', '\\p{'])('a hundred thousand times %j is read at once', (piece) => {
    goRegexpFault(piece.repeat(100_000));
  });
});
