import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { main } from '../src/cli/main.ts';
import { type Report, validateChange } from '../src/index.ts';

/* Changes: two files, two trees, or a git revision and a work tree. */

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cnpg-lint-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  const status = await main(args, {
    cwd: folder,
    env: {},
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    readStdin: () => Promise.resolve(''),
  });
  return { status, stdout, stderr };
}

function write(name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function git(...args: string[]): void {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: folder });
}

const cluster = (account: string, more = ''): string => `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: shop
spec:
  instances: 3
  serviceAccountName: ${account}
  storage:
    size: 10Gi
${more}`;

describe('diff', () => {
  test('judges a file against another, with the old place beside the new one', async () => {
    write('old.yaml', cluster('a'));
    write('new.yaml', cluster('b'));
    const { status, stdout, stderr } = await run('diff', 'old.yaml', 'new.yaml');
    expect(status).toBe(1);
    expect(stdout).toContain('--> new.yaml:7:23');
    expect(stdout).toContain('--> old.yaml:7:23');
    expect(stderr).toContain('1 changed (Cluster shop), 0 added, 0 deleted, 0 unchanged');
    expect((await run('diff', 'new.yaml', 'new.yaml')).status).toBe(0);
  });

  test('four faults of one change stand at their places in the new file, each with the old one', async () => {
    const more = (image: string, parameter: string): string =>
      `  imageName: ghcr.io/cloudnative-pg/postgresql:${image}\n  postgresql:\n    parameters:\n      ${parameter}\n`;
    write('old.yaml', cluster('a', more('17.5', 'max_connections: "100"')));
    write('new.yaml', cluster('b', more('16.9', 'archive_command: "true"')).replace('10Gi', '5Gi'));
    const { stdout } = await run('diff', 'old.yaml', 'new.yaml', '--format', 'json');
    const { findings } = JSON.parse(stdout) as Report;
    const said = findings.filter(({ severity }) => severity === 'error');
    expect(said.map(({ rule, range, related }) => [rule, range.start.line, related.map(({ file }) => file)])).toEqual([
      ['schema/immutable-field', 7, ['old.yaml']],
      ['admission/storage-shrink', 9, ['old.yaml']],
      ['admission/image-major-downgrade', 10, ['old.yaml']],
      ['admission/parameter-fixed', 13, ['old.yaml']],
    ]);
  });

  test('pairs trees by kind, namespace and name, wherever the files lie', async () => {
    write('old/shop.yaml', cluster('a'));
    write('old/gone.yaml', cluster('a').replace('name: shop', 'name: gone'));
    write('new/clusters/all.yaml', `${cluster('b')}---\n${cluster('c').replace('name: shop', 'name: new')}`);
    const { stdout, stderr } = await run('diff', 'old', 'new', '--format', 'compact');
    expect(stdout.match(/schema\/immutable-field/gu)).toHaveLength(1);
    const pretty = await run('diff', 'old', 'new');
    expect(pretty.stderr).toContain(
      '1 changed (Cluster shop), 1 added (Cluster new), 1 deleted (Cluster gone), 0 unchanged',
    );
    expect(stderr).toBe('');
  });

  test('one name in several overlays is paired by the ends of their paths, or not at all', async () => {
    for (const [overlay, account] of [
      ['dev', 'a'],
      ['prod', 'b'],
    ] as const)
      for (const side of ['old', 'new']) write(`${side}/${overlay}/cluster.yaml`, cluster(account));
    expect((await run('diff', 'old', 'new')).status).toBe(0);
    // A third overlay is new, and no change of either.
    write('new/staging/cluster.yaml', cluster('c'));
    const { status, stderr } = await run('diff', 'old', 'new');
    expect([status, stderr]).toEqual([0, expect.stringContaining('1 added')]);
  });

  test('says nothing of what did not change', async () => {
    const wrong = cluster('a').replace('instances: 3', 'instances: three');
    write('old.yaml', wrong);
    write('new.yaml', wrong);
    expect((await run('diff', 'old.yaml', 'new.yaml')).status).toBe(0);
    write('new.yaml', wrong.replace('10Gi', '20Gi'));
    expect((await run('diff', 'old.yaml', 'new.yaml')).stdout).toContain('schema/wrong-type');
  });

  test('wrong use is told', async () => {
    write('new.yaml', cluster('a'));
    expect(await run('diff', 'new.yaml')).toMatchObject({ status: 2, stderr: expect.stringContaining('two files') });
    expect(await run('diff', 'v1', 'new.yaml')).toMatchObject({
      status: 2,
      stderr: 'cnpg-lint: "v1" is neither a file or directory nor a revision that git knows here\n',
    });
    expect(await run('diff', '--base', 'x', 'new.yaml', 'new.yaml')).toMatchObject({ status: 2 });
  });
});

describe('--base', () => {
  test('takes a git revision, from below the root, too', async () => {
    git('init', '--quiet');
    write('k8s/shop.yaml', cluster('a'));
    git('add', '.');
    git('commit', '--quiet', '-m', 'a');
    write('k8s/shop.yaml', cluster('b'));
    const { status, stdout } = await run('--base', 'HEAD', 'k8s');
    expect(status).toBe(1);
    expect(stdout).toContain('--> k8s/shop.yaml:7:23');
    expect(stdout).toContain('--> HEAD:k8s/shop.yaml:7:23');
    expect((await run('k8s')).stdout).not.toContain('immutable');
  });

  test('names of files in any bytes, and links, are no trouble', async () => {
    git('init', '--quiet');
    write('a b\n"ü.yaml', cluster('a'));
    write('empty.yaml', '');
    git('add', '.');
    git('commit', '--quiet', '-m', 'a');
    write('a b\n"ü.yaml', cluster('b'));
    expect((await run('--base', 'HEAD', '.', '--format', 'json')).stdout).toContain('schema/immutable-field');
  });

  test('a directory is a base, too, and other findings stay', async () => {
    write('live/shop.yaml', cluster('a'));
    write('shop.yaml', cluster('b', '  backup:\n    retentionPolicy: soon\n'));
    const { stdout } = await run('--base', 'live', 'shop.yaml', '--format', 'compact');
    expect(stdout).toContain('schema/immutable-field');
    expect(stdout).toContain('schema/pattern');
  });
});

test('the library judges a change of objects', () => {
  const object = (serviceAccountName: string): object => ({
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: { name: 'shop' },
    spec: { instances: 3, serviceAccountName, storage: { size: '10Gi' } },
  });
  const { findings } = validateChange(object('a'), object('b'), { presets: ['server'] });
  expect(findings.map(({ rule, path, file }) => [rule, path, file])).toEqual([
    ['schema/immutable-field', '/spec/serviceAccountName', '<new>'],
  ]);
  expect(findings[0]?.related).toMatchObject([{ file: '<old>', message: 'It was "a"' }]);
  expect(validateChange(object('a'), object('a'), { presets: ['server'] }).findings).toEqual([]);
});

test('both objects of a change are one, even where the cluster generates the name', () => {
  const backup = (target: string): object => ({
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Backup',
    metadata: { generateName: 'nightly-' },
    spec: { cluster: { name: 'shop' }, target },
  });
  const { findings } = validateChange(backup('primary'), backup('prefer-standby'), { presets: ['server'] });
  expect(findings.map(({ rule }) => rule)).toEqual(['schema/immutable-field']);
});
