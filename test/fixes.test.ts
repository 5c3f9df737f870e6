import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkFixes, differences } from './check-fixes.ts';
import { fixtures } from './harness.ts';
import { cli } from './real-command.ts';

/* `--fix` by the real command, over all fixtures that have something to mend, as one project. */

test('fixes write what the report shows and nothing else, settle, and leave all other values alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cnpg-lint-fixtures-'));
  try {
    for (const fixed of readdirSync(fixtures, { recursive: true, encoding: 'utf8' }))
      if (fixed.endsWith('.fixed.yaml')) {
        const name = fixed.replace('.fixed.yaml', '.yaml');
        cpSync(join(fixtures, name), join(folder, name));
      }
    const { changed, applied, complaints } = checkFixes(folder, cli, ['--preset', 'strict']);
    expect(complaints).toEqual([]);
    expect(changed.length).toBeGreaterThan(30);
    expect(applied.size).toBeGreaterThan(25);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 300_000);

describe('the check itself sees', () => {
  const before = 'a: 1\nb:\n  - c: 2\n    d: x\n  - c: 3\ne: "4"\n';
  const edit = (text: string, newText: string): { start: number; end: number; newText: string } => {
    const start = before.indexOf(text);
    return { start, end: start + text.length, newText };
  };

  test.each([
    ['nothing in a fix', before.replace('"4"', '4'), [edit('"4"', '4')], []],
    [
      'nothing in an item that goes',
      before.replace('  - c: 2\n    d: x\n', ''),
      [edit('  - c: 2\n    d: x\n', '')],
      [],
    ],
    [
      'a value that changes beside an edit',
      before.replace('"4"', '4').replace('1', '2'),
      [edit('"4"', '4')],
      ['lost: 0/a = 1', 'come from nowhere: 0/a = 2'],
    ],
    [
      'a key that is swallowed',
      before.replace('"4"', '4').replace('a: 1\n', ''),
      [edit('"4"', '4')],
      ['lost: 0/a = 1', 'come from nowhere: 0/e = 4'],
    ],
    ['a text that breaks', before.replace('"4"', '[4'), [edit('"4"', '[4')], ['what was YAML is not any more']],
  ])('%s', (_, after, edits, expected) => {
    expect(differences(before, after, edits)).toEqual(expected);
  });
});
