import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { main } from '../src/cli/main.ts';
import type { Report } from '../src/core.ts';

/* The command, in process: arguments and files in, streams and status out. */

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cnpg-lint-'));
  mkdirSync(join(folder, '.git'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(args: readonly string[], stdin = '', env: Record<string, string> = {}): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  const status = await main(args, {
    cwd: folder,
    env,
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    readStdin: () => Promise.resolve(stdin),
  });
  return { status, stdout, stderr };
}

async function json(...args: string[]): Promise<Report> {
  return JSON.parse((await run([...args, '--format', 'json'])).stdout) as Report;
}

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const good = `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: shop
spec:
  instances: 3
  imageName: ghcr.io/cloudnative-pg/postgresql:17.6-standard-trixie
  storage:
    size: 10Gi
`;
const bad = good.replace('instances: 3', 'instances: three');
const fiveFields = `apiVersion: postgresql.cnpg.io/v1
kind: ScheduledBackup
metadata:
  name: daily
spec:
  schedule: "0 3 * * *" # nightly
  method: volumeSnapshot
  cluster:
    name: shop
`;
const withSnapshots = `${good}  backup:\n    volumeSnapshot: {}\n`;

describe('exit status and streams', () => {
  test('0 and a summary when nothing is wrong', async () => {
    write('a.yaml', good);
    const { status, stdout, stderr } = await run([]);
    expect(status).toBe(0);
    expect(stdout).toContain('No problems in 1 file');
    expect(stderr).toMatch(/^note: index: 1 file in \.\n$/u);
  });

  test('1 for an error, 0 with --exit-zero', async () => {
    write('a.yaml', bad);
    expect((await run(['a.yaml'])).status).toBe(1);
    expect((await run(['a.yaml', '--exit-zero'])).status).toBe(0);
  });

  test('warnings fail only beyond --max-warnings', async () => {
    write('a.yaml', `${good}  superuserSecret:\n    name: su\n`);
    expect((await run(['a.yaml'])).status).toBe(0);
    const limited = await run(['a.yaml', '--max-warnings', '0']);
    expect(limited.status).toBe(1);
    expect(limited.stderr).toContain('1 warnings, more than the 0 of --max-warnings');
  });

  test.each([
    [['nowhere.yaml'], 'no file matches "nowhere.yaml"'],
    [['*.nothing'], 'no file matches "*.nothing"'],
    [['--formt', 'json'], 'unknown flag "--formt"; did you mean "--format"?'],
    [['--format', 'jsn'], 'unknown format "jsn"; did you mean "json"?'],
    [['--preset', 'strickt'], 'unknown preset "strickt"; did you mean "strict"?'],
    [
      ['--rule', 'backup/schedule-six-field=off'],
      'unknown rule "backup/schedule-six-field"; did you mean "backup/schedule-six-fields"?',
    ],
    [['--rule', 'images/pinned'], '--rule takes ID=SEVERITY'],
    [['--cnpg-version', '1.9'], 'unknown CloudNativePG version "1.9"; known are 1.22'],
    [['--max-warnings', 'few'], '--max-warnings takes a number'],
    [['--crds', 'nowhere.yaml'], 'cannot read the CRDs in nowhere.yaml: no such file'],
    [['--config', 'nowhere.yaml'], 'cannot read the configuration nowhere.yaml: no such file'],
    [['--index', 'nowhere'], '--index: "nowhere" is not a directory'],
    [['explain', 'backup/schedule-six-field'], 'did you mean "backup/schedule-six-fields"?'],
    [['explain'], 'explain takes the id of one rule'],
    [['rules', '--format', 'sarif'], 'the formats of "rules" are json and markdown'],
  ])('2 for %j, with the reason on standard error', async (args, reason) => {
    write('a.yaml', good);
    const { status, stdout, stderr } = await run(args);
    expect(status).toBe(2);
    expect(stderr).toContain(reason);
    expect(stdout).toBe('');
  });

  test('several files with a bad one: all others are still linted', async () => {
    write('a.yaml', 'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nspec: {\n');
    write('b.yaml', bad);
    write('c.yaml', 'not: [yaml\n');
    const { findings } = await json('.');
    expect(findings.map(({ file, rule }) => [file, rule])).toEqual([
      ['a.yaml', 'yaml/syntax'],
      ['b.yaml', 'schema/wrong-type'],
    ]);
  });

  test('a file that cannot be read is status 2, and the others are linted', async () => {
    write('b.yaml', bad);
    symlinkSync(join(folder, 'gone.yaml'), join(folder, 'a.yaml'));
    const { status, stderr, stdout } = await run(['a.yaml', 'b.yaml', '-f', 'compact']);
    expect(status).toBe(2);
    expect(stderr).toBe(
      `cnpg-lint: cannot read a.yaml: links to "${join(folder, 'gone.yaml')}", which does not exist\n`,
    );
    expect(stdout).toContain('b.yaml:6:14');
  });
});

describe('what is linted', () => {
  test('directories honour ignore files, hidden and dead folders, and test assertions', async () => {
    write('.gitignore', 'build/\n*.gen.yaml\n!keep.gen.yaml\n');
    write('sub/.cnpg-lintignore', 'parked.yaml\n');
    for (const name of [
      'a.yaml',
      'b.yml',
      'keep.gen.yaml',
      'build/x.yaml',
      'y.gen.yaml',
      'sub/parked.yaml',
      'sub/c.yaml',
    ])
      write(name, bad);
    for (const name of ['archive/x.yaml', 'node_modules/x.yaml', 'x-assert.yaml', 'x.yaml.j2', 'x.txt'])
      write(name, bad);
    const { findings } = await json('.');
    expect(findings.map(({ file }) => file)).toEqual(['a.yaml', 'b.yml', 'keep.gen.yaml', 'sub/c.yaml']);
  });

  test('globs, several paths, and names with spaces', async () => {
    write('a b/one two.yaml', bad);
    write('c/three.yaml', bad);
    expect((await json('*/*.yaml')).findings.map(({ file }) => file)).toEqual(['a b/one two.yaml', 'c/three.yaml']);
    expect((await json('a b', 'c/three.yaml')).summary.files).toBe(2);
  });

  test('standard input, with a name, is its own index', async () => {
    write('cluster.yaml', withSnapshots);
    const { status, stdout } = await run(['-', '--stdin-filename', 'piped.yaml', '-f', 'compact'], fiveFields);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^piped\.yaml:6:13: error: /u);
  });

  test('Markdown when named, or asked for', async () => {
    write('notes.md', `# Notes\n\n\`\`\`yaml\n${bad}\`\`\`\n`);
    write('a.yaml', good);
    expect((await json('.')).summary.files).toBe(1);
    expect((await json('.', '--markdown')).findings.map(({ range }) => range.start.line)).toEqual([9]);
    expect((await json('notes.md')).findings).toHaveLength(1);
    // Naming one page does not ask for those of a directory beside it.
    write('more/other.md', `\`\`\`yaml\n${bad}\`\`\`\n`);
    expect((await json('notes.md', '.')).findings.map(({ file }) => file)).toEqual(['notes.md']);
  });

  test('the index is the repository, unless it is set or switched off', async () => {
    write('base/cluster.yaml', withSnapshots);
    write('other/schedule.yaml', fiveFields.replace('0 3', '0 0 3').replace('name: shop', 'name: shopp'));
    const refs = async (...args: string[]): Promise<string[]> =>
      (await json('other/schedule.yaml', ...args)).findings.map(({ rule }) => rule);
    expect(await refs()).toEqual(['refs/cluster-exists']);
    expect(await refs('--no-index')).toEqual([]);
    expect(await refs('--index', 'other')).toEqual(['refs/cluster-exists']);
    expect(await refs('--index', 'base')).toEqual(['refs/cluster-exists']);
  });

  test('the version decides which fields exist', async () => {
    write('a.yaml', `${good}  plugins:\n    - name: barman-cloud.cloudnative-pg.io\n`);
    expect(
      (await json('a.yaml', '--preset', 'server', '--cnpg-version', '1.22')).findings.map(({ path }) => path),
    ).toContain('/spec/plugins');
    expect((await json('a.yaml', '--preset', 'server', '--cnpg-version', 'v1.30.0')).findings).toEqual([]);
  });

  test('auto takes the version of the operator that the project installs', async () => {
    write('a.yaml', `${good}  plugins:\n    - name: barman-cloud.cloudnative-pg.io\n`);
    expect((await run(['a.yaml', '--cnpg-version', 'auto'])).stderr).toContain(
      'no manifest or chart installs the operator',
    );
    write('operator.yaml', 'kind: Deployment\nspec: {image: "ghcr.io/cloudnative-pg/cloudnative-pg:1.22.5"}\n');
    expect((await json('a.yaml', '--cnpg-version', 'auto')).cnpgVersion).toBe('1.22');
  });

  test('auto takes the version that a chart installs, unless that is open or another says otherwise', async () => {
    write('a.yaml', good);
    const release = (version: string): string =>
      `kind: HelmRelease\nspec:\n  chart:\n    spec:\n      chart: cloudnative-pg\n      version: "${version}"\n`;
    write('operator/release.yaml', release('>=0.20'));
    expect((await run(['a.yaml', '--cnpg-version', 'auto'])).stderr).toContain(
      'operator/release.yaml installs chart >=0.20, which leaves the version open; name the version',
    );
    write('operator/release.yaml', release('0.26.x'));
    expect((await json('a.yaml', '--cnpg-version', 'auto')).cnpgVersion).toBe('1.27');
    write('argo.yaml', 'kind: Application\nspec: {source: {chart: cloudnative-pg, targetRevision: 0.29.0}}\n');
    expect((await run(['a.yaml', '--cnpg-version', 'auto'])).stderr).toContain(
      'argo.yaml installs 1.30 (chart 0.29.0) and operator/release.yaml installs 1.27 (chart 0.26.x); name the version',
    );
  });

  test("a user's own CRDs replace the embedded ones", async () => {
    write('a.yaml', `${good}  flavour: sweet\n`);
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      spec: {
        group: 'postgresql.cnpg.io',
        scope: 'Namespaced',
        names: { kind: 'Cluster', plural: 'clusters' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: {
                  spec: {
                    type: 'object',
                    properties: {
                      instances: { type: 'integer', maximum: 2 },
                      flavour: { type: 'string' },
                      imageName: { type: 'string' },
                      storage: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
                    },
                  },
                },
              },
            },
          },
        ],
      },
    };
    write('crds.yaml', JSON.stringify(crd));
    const { findings } = await json('a.yaml', '--crds', 'crds.yaml', '--preset', 'server');
    expect(findings.map(({ rule, path }) => [rule, path])).toEqual([['schema/range', '/spec/instances']]);
    write('empty.yaml', 'kind: ConfigMap\n');
    expect((await run(['a.yaml', '--crds', 'empty.yaml'])).stderr).toContain(
      'empty.yaml holds no CustomResourceDefinition',
    );
  });
});

describe('configuration', () => {
  test('is found upwards from the file, with rules, overrides and ignored files', async () => {
    write(
      '.cnpg-lint.yaml',
      'rules:\n  security/*: error\noverrides:\n  - files: ["dev/**"]\n    rules:\n      security/superuser-secret-unused: off\nignore: ["old/"]\n',
    );
    for (const name of ['dev/a.yaml', 'prod/b.yaml', 'old/c.yaml'])
      write(name, `${good}  superuserSecret:\n    name: su\n`);
    const { findings } = await json('.');
    expect(findings.map(({ file, severity }) => [file, severity])).toEqual([['prod/b.yaml', 'error']]);
    expect((await json('old/c.yaml')).findings).toHaveLength(1);
    const excluded = await run(['old/c.yaml', '--force-exclude']);
    expect([excluded.status, excluded.stderr.includes('1 file skipped: ignored by a configuration')]).toEqual([
      0,
      true,
    ]);
    expect(
      (await json('.', '--rule', 'security/superuser-secret-unused=info')).findings.map(({ severity }) => severity),
    ).toEqual(['info', 'info']);
    expect((await json('.', '--no-config')).findings).toHaveLength(3);
  });

  test.each([
    ['cnpgVersoin: "1.27"\n', '.cnpg-lint.yaml:1:1: unknown key "cnpgVersoin"; did you mean "cnpgVersion"?'],
    ['world: opn\n', '"world" is "opn"; did you mean "open"?'],
    [
      'presets: [server]\nrules:\n  backup/phase-of-the-moon: off\n',
      '.cnpg-lint.yaml:3:3: unknown rule "backup/phase-of-the-moon"',
    ],
    ['rules:\n  images/pinned: loud\n', '.cnpg-lint.yaml:2:3: the severity of "images/pinned" must be one of error'],
    ['rules:\n  images/pinned: [warning, {a: 1}]\n', '.cnpg-lint.yaml:2:29: unknown option of "images/pinned" "a"'],
    ['rules: [\n', '.cnpg-lint.yaml:1:8: '],
    ['a: 1\na: 2\n', '.cnpg-lint.yaml:2:1: the key "a" is there twice'],
    ['rulesFrom: ["./lint/*.mjs"]\n', '.cnpg-lint.yaml:1:13: no file matches "./lint/*.mjs"'],
  ])('%j ends the run with its place', async (config, complaint) => {
    write('.cnpg-lint.yaml', config);
    write('a.yaml', good);
    const { status, stderr } = await run(['a.yaml']);
    expect(stderr).toContain(complaint);
    expect(status).toBe(2);
  });

  test('of today comes from the file, else from the environment', async () => {
    write('a.yaml', good);
    const later = await run([], '', { CNPG_LINT_NOW: '2030-01-01' });
    expect(later.stdout).toContain('PostgreSQL 17 is past its end of life, 2029-11-08');
    expect((await run([], '', { CNPG_LINT_NOW: 'tomorrow' })).status).toBe(2);
    expect((await run([], '', { CNPG_LINT_NOW: '' })).status).toBe(0);
    write('.cnpg-lint.yaml', 'now: 2026-01-01\n');
    expect((await run([], '', { CNPG_LINT_NOW: '2030-01-01' })).stdout).not.toContain('end of life');
  });

  test('can stand in package.json, and name rules of its own', async () => {
    write(
      'package.json',
      JSON.stringify({ name: 'x', 'cnpg-lint': { rulesFrom: ['lint/*.mjs'], rules: { 'team/*': 'error' } } }, null, 2),
    );
    write(
      'lint/team.mjs',
      `export default [{ id: 'team/named', kinds: ['Cluster'], consequence: 'advice', preset: 'recommended', summary: 'A Cluster has a team',
        why: 'So that somebody answers.', remedy: 'Add the label.', references: [],
        check: (cluster) => (cluster.has('metadata', 'labels', 'team') ? undefined : { at: cluster.at(), message: 'The Cluster has no team' }) }];`,
    );
    write('a.yaml', good);
    const { findings } = await json('a.yaml');
    expect(findings.map(({ rule, severity, range }) => [rule, severity, range.start.line])).toEqual([
      ['team/named', 'error', 4],
    ]);
  });
});

describe('fixing', () => {
  test('--fix writes the file and reports what is left; a second run changes nothing', async () => {
    write('cluster.yaml', withSnapshots);
    const path = write('schedule.yaml', fiveFields.replaceAll('\n', '\r\n'));
    chmodSync(path, 0o640);
    const { status, stderr } = await run(['schedule.yaml', '--fix']);
    expect(status).toBe(0);
    expect(stderr).toContain('cnpg-lint: mended schedule.yaml\n');
    expect(readFileSync(path, 'utf8')).toBe(fiveFields.replace('"0 3', '"0 0 3').replaceAll('\n', '\r\n'));
    expect((await run(['schedule.yaml', '--fix'])).stderr).not.toContain('mended');
  });

  test('--fix-dry-run prints a unified diff and writes nothing', async () => {
    write('cluster.yaml', withSnapshots);
    const path = write('schedule.yaml', fiveFields);
    const { stdout, stderr, status } = await run(['schedule.yaml', '--fix-dry-run']);
    expect(stdout).toContain('-  schedule: "0 3 * * *" # nightly\n+  schedule: "0 0 3 * * *" # nightly\n');
    expect(stdout.startsWith('--- a/schedule.yaml')).toBe(true);
    expect(stderr).toContain('No problems');
    expect(status).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe(fiveFields);
  });

  test('standard input is fixed onto standard output', async () => {
    const { stdout, stderr } = await run(['-', '--fix'], fiveFields);
    expect(stdout).toBe(fiveFields.replace('"0 3', '"0 0 3'));
    expect(stderr).toContain('No problems');
  });
});

describe('the other commands', () => {
  test('rules, explain, help and version', async () => {
    expect((await run(['rules'])).stdout).toMatch(/^backup\/schedule-six-fields +error +server +fixable {2}/mu);
    expect(JSON.parse((await run(['rules', '--format', 'json'])).stdout)).toContainEqual(
      expect.objectContaining({ id: 'yaml/syntax', severity: 'error' }),
    );
    expect((await run(['rules', '--format', 'markdown'])).stdout).toContain('| [`images/pinned`](https://');
    expect((await run(['explain', 'images/pinned'])).stdout).toMatch(
      /^images\/pinned\n.*\n\nSeverity: warning, from preset production\n/u,
    );
    const help = (await run(['--help'])).stdout;
    for (const flag of [
      '--cnpg-version',
      '--crds',
      '--preset',
      '--rule',
      '--format',
      '--fix',
      '--fix-dry-run',
      '--max-warnings',
      '--quiet',
      '--index',
      '--config',
    ])
      expect(help).toContain(flag);
    expect((await run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/u);
  });

  test('--quiet leaves errors only', async () => {
    write('a.yaml', `${bad}  superuserSecret:\n    name: su\n`);
    expect((await json('a.yaml', '--quiet')).findings.map(({ severity }) => severity)).toEqual(['error']);
  });
});

test('the example of the README', async () => {
  cpSync(fileURLToPath(new URL('../fixtures/example', import.meta.url)), join(folder, 'example'), { recursive: true });
  const { stdout, status } = await run(['example']);
  expect(status).toBe(1);
  await expect(stdout).toMatchFileSnapshot('../fixtures/cli/example.txt');
});

test('today is what the environment says, unless a configuration does', async () => {
  write('a.yaml', fiveFields.replace(/schedule: .*/u, 'schedule: "* 0 2 * * *"'));
  const env = { CNPG_LINT_NOW: '2030-01-01' };
  expect((await run(['a.yaml'], '', env)).stdout).toContain('2030-01-01 02:00:00');
  write('.cnpg-lint.yaml', 'now: "2031-01-01"\n');
  expect((await run(['a.yaml'], '', env)).stdout).toContain('2031-01-01 02:00:00');
});
