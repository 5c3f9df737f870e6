import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Report, type SourceFile, validateFiles } from '../src/core.ts';
import { differences, expectations } from '../src/testing/expectations.ts';
import { schemas } from './schemas.ts';

/* Whole pages as people write them, with every rule of the default preset: each mistake once, at its place. */

const page = readFileSync(new URL('../fixtures/stories/first-cluster.md', import.meta.url), 'utf8');

/** The page with the parked part of the Cluster written out, from one of its commented lines to another. */
function uncommented(...parts: readonly string[]): string {
  let on = false;
  return page
    .split('\n')
    .map((line) => {
      const text = /^ {2}# {0,3}(\w+|- \w+):/u.exec(line)?.[1];
      if (/^ {2}# {3}(initdb|recovery):/u.test(line)) on = parts.includes(text ?? '');
      else if (/^ {2}# \w+:/u.test(line)) on = true;
      return on && /^ {2}# /u.test(line) && !line.includes('expect:') ? line.replace('  # ', '  ') : line;
    })
    .join('\n');
}

const filesOf = (text: string): readonly SourceFile[] => [{ path: 'page.md', text }];

const lint = (text: string): Report => validateFiles(filesOf(text), { schemas, hasIndex: true });

/** The findings that no comment expects, by line and rule. */
function more(text: string): readonly string[] {
  const named = ({ line, rule }: { line: number; rule: string }): string => `${line} ${rule}`;
  const expected = expectations(filesOf(text)).map(named);
  return lint(text)
    .findings.map(({ range, rule }) => named({ line: range.start.line, rule }))
    .filter((one) => !expected.includes(one));
}

test('as it is', () => {
  expect(differences(lint(page), filesOf(page))).toEqual([]);
});

test('with both bootstrap blocks', () => {
  expect(more(uncommented('initdb', 'recovery'))).toEqual([
    '20 recovery/server-name-distinct',
    '25 bootstrap/single-method',
  ]);
});

test('with the recovery block alone', () => {
  expect(more(uncommented('recovery'))).toEqual(['20 recovery/server-name-distinct']);
});
