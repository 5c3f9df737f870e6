import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { findFiles } from '../../src/node/find-files.ts';
import { Memory } from '../../src/node/memory.ts';
import { runCommand } from './run-command.ts';

/* `--watch` on real files: what is on the screen after each change. */

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cnpg-lint-'));
  mkdirSync(join(folder, '.git'));
  write('cluster.yaml', cluster);
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.interrupt();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

const cluster = `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: shop
spec:
  instances: 3
  imageName: ghcr.io/cloudnative-pg/postgresql:17.6-standard-trixie
  storage:
    size: 10Gi
`;
const wrong = cluster.replace('instances: 3', 'instances: three');
const pooler = `apiVersion: postgresql.cnpg.io/v1
kind: Pooler
metadata:
  name: shop-pooler
spec:
  type: rw
  cluster:
    name: shop
  pgbouncer:
    poolMode: session
`;

const end = 'cnpg-lint: watching for changes; Ctrl-C ends\n';

/** Those of a test that may have failed before it ended them. */
const open: Watching[] = [];

/** A watching command and what it writes, run by run. */
class Watching {
  #log = '';
  #interrupt: () => void = () => undefined;
  readonly status: Promise<number>;

  constructor(...args: readonly string[]) {
    open.push(this);
    // Only on a terminal the pretty format is the default.
    const isTTY = args.includes('pretty');
    const stream = { isTTY, columns: 100, write: (text: string) => (this.#log += text) };
    this.status = main(['--watch', ...(isTTY ? [] : ['--format', 'compact']), ...args], {
      cwd: folder,
      env: { TERM: 'dumb' },
      stdout: stream,
      stderr: stream,
      readStdin: () => Promise.resolve(''),
      onInterrupt: (stop) => (this.#interrupt = stop),
    });
  }

  /** Waits for a run whose text fits. A change may come in pieces, and then there are runs between. */
  async shows(expected: RegExp): Promise<void> {
    await vi.waitFor(() => expect(this.#log.split(end).at(-2)).toMatch(expected), { timeout: 40_000, interval: 20 });
  }

  interrupt(): Promise<number> {
    this.#interrupt();
    return this.status;
  }
}

const nothing = /^(?!.*\]\n)/su;

describe('watching', () => {
  test('a change, a fix, a rename as editors do it, a new folder, and one that goes', async () => {
    const watching = new Watching('.');
    await watching.shows(nothing);
    write('cluster.yaml', wrong);
    await watching.shows(/^cnpg-lint: cluster\.yaml changed\ncluster\.yaml:6:14: error: .*\[schema\/wrong-type\]\n$/u);
    write('cluster.yaml.new', cluster);
    renameSync(join(folder, 'cluster.yaml.new'), join(folder, 'cluster.yaml'));
    await watching.shows(nothing);
    mkdirSync(join(folder, 'apps/shop'), { recursive: true });
    write('apps/shop/pooler.yaml', pooler.replace('type: rw', 'type: rx'));
    await watching.shows(/apps\/shop\/pooler\.yaml:6:9: error: .*\[schema\/not-allowed-value\]/u);
    // What was just made is watched, too.
    write('apps/shop/pooler.yaml', pooler);
    await watching.shows(nothing);
    write('apps/shop/pooler.yaml', pooler.replace('type: rw', 'type: rx'));
    await watching.shows(/\[schema\/not-allowed-value\]/u);
    rmSync(join(folder, 'apps'), { recursive: true });
    await watching.shows(nothing);
    expect(await watching.interrupt()).toBe(130);
  });

  test('what refers to a file that changed is looked at again', async () => {
    write('pooler.yaml', pooler.replace('name: shop\n', 'name: shopp\n'));
    const watching = new Watching('pooler.yaml');
    await watching.shows(/pooler\.yaml:8:11: \w+: .*\[refs\/cluster-exists\]/u);
    write('cluster.yaml', cluster.replace('name: shop', 'name: shopp'));
    await watching.shows(nothing);
    rmSync(join(folder, 'cluster.yaml'));
    await watching.shows(/cluster\.yaml changed\npooler\.yaml:8:11: \w+: .*\[refs\/cluster-exists\]/u);
  });

  test('on a terminal the changed file comes first, then only what the change brought elsewhere', async () => {
    write('pooler.yaml', pooler);
    write('other.yaml', pooler.replace('name: shop-pooler', 'name: other').replace('type: rw', 'type: rx'));
    const watching = new Watching('--format', 'pretty', '--no-color', '.');
    await watching.shows(/not-allowed-value.*\n1 error in 1 of 3 files/su);
    write('cluster.yaml', cluster.replace('name: shop', 'name: shopp'));
    await watching.shows(
      /changed\nNo problems in 1 file .*\ncnpg-lint: in other files, because of that:\nerror: There is no Cluster "shop" (?!.*not-allowed-value).*\ncnpg-lint: 3 errors, 0 warnings, 0 infos in all 3 files\n/su,
    );
    write('cluster.yaml', wrong);
    await watching.shows(
      /changed\nerror: .*wrong-type.*\n1 error in 1 file .*\ncnpg-lint: 2 errors, 0 warnings, 0 infos in all 3 files\n/su,
    );
  });

  test('configuration and ignore files are read again, and mistakes in them end nothing', async () => {
    write('cluster.yaml', wrong);
    const watching = new Watching('.');
    await watching.shows(/\[schema\/wrong-type\]/u);
    write('.cnpg-lint.yaml', 'rules:\n  schema/wrong-type: off\n');
    await watching.shows(nothing);
    write('.cnpg-lint.yaml', 'rulez: {}\n');
    await watching.shows(/cnpg-lint: \.cnpg-lint\.yaml:1:1: unknown key "rulez"/u);
    rmSync(join(folder, '.cnpg-lint.yaml'));
    await watching.shows(/\[schema\/wrong-type\]/u);
    write('.gitignore', 'cluster.yaml\n');
    await watching.shows(/\.gitignore changed\n(?!.*\]\n)/su);
  });

  test('what a configuration extends, one for a folder, and a baseline are read again; a report in the folder is no change', async () => {
    write('cluster.yaml', wrong);
    write('base.yaml', 'rules:\n  schema/wrong-type: warning\n');
    write('.cnpg-lint.yaml', 'extends: ./base.yaml\n');
    mkdirSync(join(folder, 'old'));
    write('old/.cnpg-lint.yaml', 'cnpgVersion: "1.27"\n');
    write('old/cluster.yaml', wrong);
    const watching = new Watching('--output-file', 'markdown=report.md', '.');
    await watching.shows(/^cluster\.yaml:6:14: warning: .*\nold\/cluster\.yaml:6:14: error: /u);
    write('base.yaml', 'rules:\n  schema/wrong-type: info\n');
    await watching.shows(
      /^cnpg-lint: base\.yaml changed\ncluster\.yaml:6:14: info: .*\nold\/cluster\.yaml:6:14: error: /u,
    );
    write('old/.cnpg-lint.yaml', 'cnpgVersion: "1.28"\nrules:\n  schema/wrong-type: off\n');
    await watching.shows(/^cnpg-lint: old\/\.cnpg-lint\.yaml changed\ncluster\.yaml:6:14: info: .*\n$/u);
    await runCommand(['--update-baseline', '.'], { cwd: folder });
    await watching.shows(/\.cnpg-lint-baseline\.json.* changed\n(?!.*: info: )/su);
  });

  test('a directory that goes as a whole, and comes again', async () => {
    mkdirSync(join(folder, 'apps'));
    write('apps/pooler.yaml', pooler);
    const watching = new Watching('--no-index', 'apps');
    await watching.shows(nothing);
    rmSync(join(folder, 'apps'), { recursive: true });
    await watching.shows(/cnpg-lint: no file matches "apps"\n$/u);
    mkdirSync(join(folder, 'apps'));
    write('apps/pooler.yaml', pooler.replace('type: rw', 'type: rx'));
    await watching.shows(/\[schema\/not-allowed-value\]/u);
  });

  test('the command itself ends at Ctrl-C', async () => {
    const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
    const command = spawn(process.execPath, [cli, '--watch', '.'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    command.stderr.on('data', (data: Buffer) => (said += data.toString()));
    await vi.waitFor(() => expect(said).toContain('watching for changes'), { timeout: 40_000, interval: 20 });
    const ended = new Promise((resolve) => command.on('exit', (code, signal) => resolve([code, signal])));
    command.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
  });
});

test('only a change of what matters asks for another run', async () => {
  write('values.yaml', 'a: 1\n');
  write('notes.txt', '');
  const memory = new Memory();
  await memory.find([folder], () => findFiles([folder], folder, false));
  const at = (name: string): string => join(folder, name);
  const look = (name: string, text?: string): unknown =>
    memory.glance(at(name), () => ({
      isKustomization: false,
      isManifest: false,
      mayInstall: false,
      ...(text !== undefined && { text }),
    }));
  look('values.yaml');
  look('cluster.yaml', cluster);
  expect(memory.hear(at('cluster.yaml'))).toBe(false);
  expect(memory.hear(at('values.yaml'))).toBe(false);
  expect(memory.hear(at('notes.txt'))).toBe(false);
  expect(memory.hear(at('gone.yaml'))).toBe(false);
  write('cluster.yaml', wrong);
  expect(memory.hear(at('cluster.yaml'))).toBe(true);
  expect(memory.hear(at('cluster.yaml'))).toBe(false);
  rmSync(at('cluster.yaml'));
  expect(memory.hear(at('cluster.yaml'))).toBe(true);
  write('new.yaml', '');
  expect(memory.hear(at('new.yaml'))).toBe(true);
  expect(memory.hear(at('.gitignore'))).toBe(true);
});

test.each([
  [['--watch', '-'], '--watch takes files and directories, not standard input'],
  [['--watch', '--fix', '.'], '--watch only reports; leave out --fix'],
  [['--watch', '--update-baseline', '.'], '--watch only reports; leave out --update-baseline'],
  [['--watch', 'nowhere.yaml'], 'no file matches "nowhere.yaml"'],
  [['diff', '--watch', 'a', 'b'], 'diff does not take --watch'],
])('2 for %j, with the reason', async (args, reason) => {
  const { status, stdout, stderr } = await runCommand(args, { cwd: folder });
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(reason);
});

test('--debug says on standard error where the time went, and the report is the same', async () => {
  const plain = await runCommand(['.', '--format', 'json'], { cwd: folder });
  const { stdout, stderr } = await runCommand(['.', '--format', 'json', '--debug'], { cwd: folder });
  expect(stdout).toBe(plain.stdout);
  const lines = stderr.split('\n').filter((line) => line.startsWith('debug: '));
  for (const part of ['settings', 'find files', 'read files', 'parse', 'schema', 'rules', 'report'])
    expect(lines.some((line) => line.endsWith(` ms  ${part}`))).toBe(true);
  const slowest = lines.slice(lines.findIndex((line) => line.includes('slowest rules')) + 1);
  expect(slowest).toHaveLength(10);
  for (const line of slowest) expect(line).toMatch(/^debug: +\d+\.\d ms {2}[\w-]+\/[\w-]+$/u);
});
