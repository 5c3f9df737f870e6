import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type SourceFile, validateFiles } from '../src/core.ts';
import { compare } from './harness.ts';
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

function lint(text: string): { readonly found: string[]; readonly expected: string[] } {
  const files: SourceFile[] = [{ path: 'page.md', text }];
  return compare(validateFiles(files, { schemas, hasIndex: true }), files);
}

const more = ({ found, expected }: ReturnType<typeof lint>): string[] =>
  found.filter((one) => !expected.includes(one)).map((one) => one.replace('page.md:', ''));

test('as it is', () => {
  const { found, expected } = lint(page);
  expect(found).toEqual(expected);
});

test('with both bootstrap blocks', () => {
  expect(more(lint(uncommented('initdb', 'recovery')))).toEqual([
    '20 recovery/server-name-distinct',
    '25 bootstrap/single-method',
  ]);
});

test('with the recovery block alone', () => {
  expect(more(lint(uncommented('recovery')))).toEqual(['20 recovery/server-name-distinct']);
});
