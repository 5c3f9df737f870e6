import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { options } from '../../src/cli/options.ts';
import { runCommand } from './run-command.ts';

describe('help', () => {
  test('names every command, flag and section', async () => {
    const { status, stdout, stderr } = await runCommand(['--help']);
    expect([status, stderr]).toEqual([0, '']);
    for (const { name, summary } of commands)
      expect(stdout.replaceAll(/\n {3,}/gu, ' ')).toMatch(
        new RegExp(`^  ${name}\\b.*${summary.slice(0, 20).replaceAll(/[()]/gu, '.')}`, 'mu'),
      );
    for (const flag of Object.keys(options)) expect(stdout).toContain(` --${flag}`);
    for (const title of ['Usage', 'Commands', 'Exit status', 'Environment', 'Files', 'Examples'])
      expect(stdout).toMatch(new RegExp(`^${title}:$`, 'mu'));
  });

  test.each(commands.map(({ name }) => name))('on %s, in both spellings, with its own flags only', async (name) => {
    const { status, stdout } = await runCommand([name, '--help']);
    expect(status).toBe(0);
    expect((await runCommand(['help', name])).stdout).toBe(stdout);
    expect(stdout).toMatch(new RegExp(`^Usage:\\n  cnpg-lint ${name}\\b`, 'u'));
    const flags = new Set(Array.from(stdout.matchAll(/^ {2}.{4}--([\w-]+)/gmu), ([, flag]) => flag));
    const known: readonly string[] = commands.find((command) => command.name === name)?.flags ?? [];
    expect([...flags].sort()).toEqual([...known, 'color', 'debug', 'help', 'no-color', 'version'].sort());
  });

  test('is as wide as the terminal, and no wider', async () => {
    for (const columns of [60, 80, 140]) {
      const { stdout } = await runCommand(['--help'], { env: { COLUMNS: String(columns) } });
      const lines = stdout.split('\n').filter((line) => /\S {1,}\S/u.test(line.slice(8)));
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(Math.max(columns, 73));
    }
    const wide = (await runCommand(['--help'], { env: { COLUMNS: '140' } })).stdout;
    const narrow = (await runCommand(['--help'], { env: { COLUMNS: '60' } })).stdout;
    expect(wide.split('\n').length).toBeLessThan(narrow.split('\n').length);
  });

  test('has headings in bold where colours are wanted', async () => {
    expect((await runCommand(['--help'], { env: { FORCE_COLOR: '1' } })).stdout).toContain('\u001b[1mUsage:\u001b[22m');
    expect((await runCommand(['--help'])).stdout).not.toContain('\u001b');
  });
});

test.each([
  [['expain', 'x'], 'no file matches "expain"; did you mean the command "explain"?'],
  [['help', 'exlain'], 'unknown command "exlain"; did you mean "explain"?'],
  [['help', 'nonsense'], 'unknown command "nonsense"; known are lint, diff, '],
  [['help', 'lint', 'diff'], 'help takes the name of one command'],
  [['rules', '--fix'], 'rules does not take --fix; it takes --format'],
  [['diff', '--base', 'HEAD', 'a', 'b'], 'diff does not take --base; `cnpg-lint diff --help` lists what it takes'],
  [['help', '-q'], 'help does not take --quiet; it takes none'],
  [['rules', 'images/pinned'], 'rules lists all rules; `cnpg-lint explain images/pinned` tells of one'],
  [['--wach'], 'unknown flag "--wach"; did you mean "--watch"?'],
])('2 for %j, with the reason', async (args, reason) => {
  const { status, stdout, stderr } = await runCommand(args);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(reason);
});
