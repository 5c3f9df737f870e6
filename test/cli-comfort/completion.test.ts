import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from './run-command.ts';

/* The completion scripts in the shells themselves: what a line leads to. */

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cnpg-lint-'));
  for (const shell of ['bash', 'zsh', 'fish'])
    writeFileSync(join(folder, `script.${shell}`), (await runCommand(['completion', shell])).stdout);
  for (const name of ['clusters', 'clusters-old']) mkdirSync(join(folder, 'work', name), { recursive: true });
  writeFileSync(join(folder, 'work/cluster one.yaml'), '');
  writeFileSync(join(folder, 'capture.zsh'), capture);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a shell in the folder with the files that are to be completed. */
function inShell(shell: string, args: readonly string[]): string {
  const env = { ...process.env, HOME: folder, TERM: 'dumb' };
  const { stdout, stderr } = spawnSync(shell, args, {
    cwd: join(folder, 'work'),
    encoding: 'utf8',
    env,
    timeout: 110_000,
  });
  return stdout + stderr;
}

type Complete = (lines: readonly string[]) => readonly string[];

/** Bash: the function gets the words of a line as readline makes them, an equals sign being one by itself. */
const inBash: Complete = (lines) =>
  lines.map((line) => {
    const words = line.split(/ +|(=)/u).filter((word) => word !== undefined && (word !== '' || line.endsWith(' ')));
    const quoted = words.map((word) => `'${word}'`).join(' ');
    const program = `source ../script.bash; COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _cnpg_lint; printf '%s\n' "\${COMPREPLY[@]}"`;
    return inShell('bash', ['--norc', '-c', program]);
  });

/** Zsh: lines and two tabs each are typed into a terminal of zsh's own, and what that shows is read. */
const inZsh: Complete = (lines) =>
  inShell('zsh', ['-f', '../capture.zsh', ...lines])
    .split('\u001e')
    .slice(0, -1)
    .map((shown, index) => shown.replaceAll('\\ ', ' ').replace(lines[index] ?? '', ''));

const capture = String.raw`
zmodload zsh/zpty
zpty z 'zsh -f -i'
zpty -w z "PROMPT='> '; LISTMAX=10000; COLUMNS=200; autoload -Uz compinit && compinit -u -D; zstyle ':completion:*' insert-tab false; source ../script.zsh; echo set''up"
zpty -r z out '*setup*> *'
for line in "$@"; do
  zpty -w -n z "$line"$'\t\t'
  zpty -w -n z $'\C-u'
  zpty -w z "echo do''ne"
  zpty -r z out $'*\r\ndone*> *'
  print -rn -- "$out"$'\x1e'
done
`;

const inFish: Complete = (lines) =>
  lines.map((line) => {
    const shown = inShell('fish', ['--no-config', '-c', `source ../script.fish; complete -C '${line}'`]);
    return shown.replaceAll(/\t.*/gu, '');
  });

const cases: readonly (readonly [line: string, offered: readonly string[], others: readonly string[]])[] = [
  ['cnpg-lint expl', ['explain'], ['effective']],
  ['cnpg-lint clus', ['cluster one.yaml', 'clusters'], ['explain']],
  ['cnpg-lint --no-c', ['--no-config', '--no-color'], ['--quiet']],
  ['cnpg-lint --preset s', ['server', 'strict'], ['production']],
  ['cnpg-lint --preset=s', ['server', 'strict'], ['production']],
  ['cnpg-lint --preset strict -f ', ['pretty', 'sarif'], ['explain']],
  ['cnpg-lint rules --format ', ['json', 'markdown'], ['sarif']],
  ['cnpg-lint rules --f', ['--format'], ['--fix']],
  ['cnpg-lint config -f ', ['pretty', 'json'], ['sarif']],
  ['cnpg-lint init clus', ['clusters'], ['cluster one.yaml']],
  ['cnpg-lint explain backup/sch', ['backup/schedule-six-fields', 'backup/schedule-too-sparse'], ['images/pinned']],
  ['cnpg-lint explain Cluster', ['ClusterImageCatalog'], ['backup/']],
  ['cnpg-lint --rule backup/schedule-six', ['backup/schedule-six-fields='], ['images/pinned']],
  ['cnpg-lint --rule backup/schedule-six-fields=', ['error', 'off'], ['images/pinned']],
  ['cnpg-lint --cnpg-version 1.2', ['1.22', '1.29'], ['auto']],
  ['cnpg-lint --index clus', ['clusters'], ['cluster one.yaml']],
  ['cnpg-lint help e', ['effective', 'explain'], ['rules']],
  ['cnpg-lint completion ', ['bash', 'zsh', 'fish'], ['explain']],
];

describe.each([
  ['bash', inBash],
  ['zsh', inZsh],
  ['fish', inFish],
] as const)('%s', (shell, complete) => {
  const isThere = spawnSync(shell, ['--version']).status === 0;
  test.skipIf(!isThere)(
    isThere ? 'completes' : `completes (${shell} is not installed)`,
    () => {
      const shown = complete(cases.map(([line]) => line));
      for (const [index, [line, offered, others]] of cases.entries()) {
        for (const word of offered) expect(shown[index], line).toContain(word);
        for (const word of others) expect(shown[index], line).not.toContain(word);
      }
    },
    120_000,
  );
});

test('no, several and unknown shells are usage errors', async () => {
  for (const [args, reason] of [
    [[], 'completion takes one shell: bash, zsh, fish\n'],
    [['bash', 'zsh'], 'completion takes one shell: bash, zsh, fish\n'],
    [['fsih'], 'not "fsih"; did you mean "fish"?'],
  ] as const) {
    const { status, stdout, stderr } = await runCommand(['completion', ...args]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(reason);
  }
});
