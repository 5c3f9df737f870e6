import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { main } from '../src/cli/main.ts';
import { takesHyperlinks } from '../src/cli/terminal.ts';
import { runnerReads } from './reporters/runner.ts';

/* Where reports go: the real command on real files, with its streams and environment. */

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cnpg-lint-'));
  mkdirSync(join(folder, '.git'));
  write('k8s/a.yaml', bad);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bad = `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: shop
spec:
  instances: three # ##[set-output name=owned]yes
  imageName: ghcr.io/cloudnative-pg/postgresql:17.6-standard-trixie
  storage:
    size: 10Gi
`;

function write(name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(args: readonly string[], env: Record<string, string> = {}, cwd = folder): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  const status = await main(args, {
    cwd,
    env,
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    readStdin: () => Promise.resolve(''),
  });
  return { status, stdout, stderr };
}

describe('formats and files', () => {
  test('a format with a file is written beside what is printed', async () => {
    const { status, stdout } = await run(['k8s', '-f', 'sarif=a.sarif', '--output-file', 'gitlab=b.json']);
    expect(status).toBe(1);
    expect(stdout).toContain('1 error in 1 file');
    expect(JSON.parse(read('a.sarif'))).toMatchObject({ version: '2.1.0' });
    expect(JSON.parse(read('b.json'))).toMatchObject([{ location: { path: 'k8s/a.yaml' } }]);
    expect(readdirSync(folder).sort()).toEqual(['.git', 'a.sarif', 'b.json', 'k8s']);
  });

  test('a bare file takes the place of standard output, in the one format that is given', async () => {
    expect((await run(['k8s', '--output-file', 'report.txt'])).stdout).toBe('');
    expect(read('report.txt')).toContain('1 error in 1 file');
    const { stdout, stderr } = await run(['k8s', '-f', 'json', '-o', 'report.json', '-o', 'junit=report.xml']);
    expect([stdout, stderr]).toEqual(['', '']);
    expect(JSON.parse(read('report.json'))).toMatchObject({ version: 1 });
    expect(read('report.xml')).toContain('<testsuites name="cnpg-lint" tests="1" failures="1"');
  });

  test.each(['json', 'sarif', 'gitlab', 'junit', 'checkstyle', 'markdown', 'rdjson', 'compact', 'github'])(
    'standard output holds %s and nothing else, as the file does',
    async (format) => {
      const { stdout, stderr } = await run(['k8s', '-f', format, '-f', `${format}=same`]);
      expect(stdout).toBe(read('same'));
      expect(stderr).toBe('');
    },
  );

  test('a file has neither colours nor links', async () => {
    const env = { FORCE_COLOR: '1', FORCE_HYPERLINK: '1' };
    const { stdout } = await run(['k8s', '-o', 'pretty=report.txt'], env);
    expect(stdout).toContain('\u001b]8;;https://');
    expect(read('report.txt')).not.toContain('\u001b');
  });

  test('a file is replaced whole, through links, with its permissions', async () => {
    writeFileSync(join(folder, 'old.json'), 'old', { mode: 0o640 });
    symlinkSync(join(folder, 'old.json'), join(folder, 'link.json'));
    await run(['k8s', '-o', 'json=link.json']);
    expect(JSON.parse(read('old.json'))).toMatchObject({ version: 1 });
    expect(statSync(join(folder, 'old.json')).mode & 0o777).toBe(0o640);
  });

  test('a device stays one', async () => {
    expect((await run(['k8s', '-o', '/dev/null'])).status).toBe(1);
    expect(statSync('/dev/null').isFile()).toBe(false);
  });

  test.each([
    [['-f', 'gitlap'], 'unknown format "gitlap"; did you mean "gitlab"?'],
    [['-f', 'srif=a.sarif'], 'unknown format "srif"; did you mean "sarif"?'],
    [['-o', 'out=1.txt'], 'unknown format "out"; known are pretty, compact, json, sarif'],
    [['-o', 'json=no/such/a.json'], 'cannot write "no/such/a.json": its directory does not exist'],
    [['-o', 'k8s'], 'cannot write "k8s": it is a directory'],
    [['-o', 'json=k8s/a.yaml/b'], 'cannot write "k8s/a.yaml/b": "k8s/a.yaml" is not a directory'],
    [['-f', 'json='], '"" is not the name of a file'],
    [['-o', '-'], '"-" is not the name of a file'],
    [['-f', 'json', '-f', 'pretty'], '"json" has to be alone on standard output; give it a file: --format json=FILE'],
    [['-f', 'compact', '-f', 'github', '-o', 'a'], '--output-file takes NAME=FILE beside several formats, not "a"'],
    [['-f', 'json=a', '-o', 'sarif=./a'], '"./a" cannot hold two reports, "json" and "sarif"'],
  ])('2 for %j, before anything is written', async (args, reason) => {
    const { status, stdout, stderr } = await run(['k8s', ...args, '-o', 'junit=other.xml']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^cnpg-lint: .*\n$/u);
    expect(stderr).toContain(reason);
    expect(readdirSync(folder).sort()).toEqual(['.git', 'k8s']);
  });
});

describe('in GitHub Actions', () => {
  const github = { GITHUB_ACTIONS: 'true', NO_COLOR: '1' };

  test('annotations and a summary go with the pretty report, and no echoed line is a command', async () => {
    write('summary.md', 'before\n\n');
    const { stdout, status } = await run(['k8s'], { ...github, GITHUB_STEP_SUMMARY: join(folder, 'summary.md') });
    expect(status).toBe(1);
    expect(stdout).toContain('6 |   instances: three # ##[set-output name=owned]yes');
    expect(runnerReads(stdout)).toEqual([
      expect.objectContaining({
        command: 'error',
        properties: {
          file: 'k8s/a.yaml',
          line: '6',
          endLine: '6',
          col: '14',
          endColumn: '19',
          title: 'schema/wrong-type',
        },
      }),
    ]);
    expect(read('summary.md')).toMatch(
      /^before\n\n\*\*cnpg-lint:\*\* 1 error in 1 file .*\n\n\| Severity \|.*\n.*\n\| error \| `k8s\/a\.yaml:6:14` \|/u,
    );
  });

  test('a format that is given is the only one', async () => {
    const { stdout } = await run(['k8s', '-f', 'json'], { ...github, GITHUB_STEP_SUMMARY: join(folder, 'summary.md') });
    expect(JSON.parse(stdout)).toMatchObject({ version: 1 });
    expect(runnerReads(stdout)).toEqual([]);
    expect(readdirSync(folder)).not.toContain('summary.md');
    expect((await run(['k8s', '-f', 'github'], github)).stdout).toMatch(/^::error .*\n$/u);
  });

  test('a file beside it changes nothing', async () => {
    const { stdout } = await run(['k8s', '-o', 'sarif=a.sarif'], github);
    expect(stdout).toBe((await run(['k8s'], github)).stdout);
  });

  test('the summary keeps within what GitHub takes of a step', async () => {
    const full = 1024 * 1024 - 300;
    write('summary.md', 'x'.repeat(full));
    await run(['k8s'], { ...github, GITHUB_STEP_SUMMARY: join(folder, 'summary.md') });
    expect(statSync(join(folder, 'summary.md')).size).toBeLessThanOrEqual(1024 * 1024);
    expect(read('summary.md').slice(full)).toMatch(/\n1 finding left out, as there is no room for more\.\n$/u);
  });

  test('a summary that cannot be written is a note', async () => {
    const { status, stderr } = await run(['k8s'], { ...github, GITHUB_STEP_SUMMARY: join(folder, 'no/such.md') });
    expect(status).toBe(1);
    expect(stderr).toContain('note: the summary of the step could not be written: no such file\n');
  });

  test('paths begin at the root of the checkout, whatever links lead there', async () => {
    symlinkSync(folder, `${folder}-link`);
    try {
      const env = { ...github, GITHUB_WORKSPACE: `${folder}-link` };
      const [command] = runnerReads((await run(['a.yaml'], env, join(folder, 'k8s'))).stdout);
      expect(command?.properties['file']).toBe('k8s/a.yaml');
      const elsewhere = { ...github, GITHUB_WORKSPACE: join(folder, '.git') };
      expect(runnerReads((await run(['k8s'], elsewhere)).stdout)[0]?.properties['file']).toMatch(
        /^\/.*\/k8s\/a\.yaml$/u,
      );
    } finally {
      rmSync(`${folder}-link`);
    }
  });

  test('a diff that is printed commands nothing', async () => {
    write('k8s/b.yaml', '# ::error::no\n# \n ::error::context\n');
    write('k8s/c.yaml', bad.replace('instances: three', 'instances: "3"'));
    const { stdout } = await run(['k8s/c.yaml', '--fix-dry-run'], github);
    expect(stdout).toContain('+  instances: 3 # ##[set-output name=owned]yes');
    expect(runnerReads(stdout)).toEqual([]);
  });
});

describe('links on terminals', () => {
  const terminal = { write: () => true, isTTY: true };

  test.each([
    [{ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.10.2' }, true],
    [{ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.0.15' }, false],
    [{ TERM_PROGRAM: 'WezTerm', TERM_PROGRAM_VERSION: '20240203-110809-5046fc22' }, true],
    [{ TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.99.0' }, true],
    [{ TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.71.2' }, false],
    [{ TERM_PROGRAM: 'ghostty' }, true],
    [{ TERM_PROGRAM: 'constructor', TERM_PROGRAM_VERSION: '9' }, false],
    [{ TERM_PROGRAM: 'Apple_Terminal', TERM_PROGRAM_VERSION: '455' }, false],
    [{ VTE_VERSION: '7600' }, true],
    [{ VTE_VERSION: '4601' }, false],
    [{ TERM: 'xterm-kitty' }, true],
    [{ TERM: 'alacritty' }, true],
    [{ TERM: 'xterm-256color' }, false],
    [{ WT_SESSION: 'some-id' }, true],
    [{ WT_SESSION: 'some-id', CI: 'true' }, false],
    [{ WT_SESSION: 'some-id', TERM: 'dumb' }, false],
    [{ TERM: 'xterm-kitty', FORCE_HYPERLINK: '0' }, false],
    [{ CI: 'true', FORCE_HYPERLINK: '1' }, true],
  ])('%j: %j', (env, takes) => {
    expect(takesHyperlinks(env, terminal)).toBe(takes);
  });

  test('none where the output is no terminal', () => {
    expect(takesHyperlinks({ WT_SESSION: 'some-id' }, { write: () => true })).toBe(false);
  });
});
