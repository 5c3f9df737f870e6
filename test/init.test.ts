import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
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
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { main } from '../src/cli/main.ts';
import { type ChartTable, operatorsIn } from '../src/node/operators.ts';
import { version } from '../src/version.ts';

/* `cnpg-lint init` on sample repositories (fixtures/init), and what it must not do. */

const fixtures = fileURLToPath(new URL('../fixtures/init/', import.meta.url));
const table = JSON.parse(readFileSync(new URL('../schemas/charts.json', import.meta.url), 'utf8')) as ChartTable;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cnpg-lint-init-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Terminal {
  readonly answer: string;
}

async function run(args: readonly string[], terminal?: Terminal) {
  let stdout = '';
  let stderr = '';
  const status = await main(args, {
    cwd: folder,
    env: {},
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    readStdin: () => Promise.resolve(''),
    ...(terminal && {
      ask: (question: string) => {
        stdout += question;
        return Promise.resolve(terminal.answer);
      },
    }),
  });
  return { status, stdout, stderr };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

/** All files with their content, but git's own. */
function snapshot(): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return Object.fromEntries(
    paths
      .filter((path) => !path.startsWith('.git/'))
      .sort()
      .map((path) => [path, read(path)]),
  );
}

function repository(sample: string, remote: string): void {
  cpSync(join(fixtures, sample), folder, { recursive: true });
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  execFileSync('git', ['remote', 'add', 'origin', remote], { cwd: folder });
}

describe('sample repositories', () => {
  test.each([
    ['flux', 'https://github.com/acme/fleet.git'],
    ['argocd', 'git@gitlab.example.com:acme/platform.git'],
    ['kustomize', 'git@github.com:acme/wiki.git'],
  ])('%s', async (sample, remote) => {
    repository(sample, remote);
    const before = snapshot();
    const init = await run(['init']);
    expect(init).toMatchObject({ status: 0, stderr: '' });
    const after = snapshot();
    expect(after).toMatchObject(before);

    const written = Object.entries(after).filter(([path]) => !Object.hasOwn(before, path));
    for (const [path, text] of written) {
      expect(text).toMatch(/[^\n]\n$/u);
      if (path.endsWith('l')) expect(() => parse(text) as unknown).not.toThrow();
    }
    const lint = await run(['--format', 'compact']);
    const out = [
      `$ cnpg-lint init\n${init.stdout}`,
      ...written.map(([path, text]) => `$ cat ${path}\n${text}`),
      `$ cnpg-lint --format compact\n${lint.stdout}`,
    ];
    // The version changes with every release.
    const text = out.join('\n').replaceAll(`v${version}`, 'vX.Y.Z').replaceAll(`@${version}`, '@X.Y.Z');
    await expect(text).toMatchFileSnapshot(join(fixtures, `${sample}.out.txt`));

    // Once more: nothing is left to do, and nothing changes.
    const again = await run(['init', '--yes']);
    expect(again).toMatchObject({ status: 0, stderr: '' });
    expect(again.stdout).toMatch(/Nothing to write\.\n$/u);
    expect(snapshot()).toEqual(after);
  });
});

describe('what is there already', () => {
  const cluster = 'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: a}\n';

  test.each([
    ['a configuration', '.cnpg-lint.yml', 'presets: [strict]\n'],
    ['a key of package.json', 'package.json', '{"cnpg-lint": {"presets": ["strict"]}}\n'],
  ])('%s is kept', async (_, path, text) => {
    write(path, text);
    expect((await run(['init'])).stdout).toContain(`${path} has cnpg-lint already and stays as it is.`);
    expect(read(path)).toBe(text);
    expect(existsSync(join(folder, '.cnpg-lint.yaml'))).toBe(false);
  });

  test.each([
    ['lefthook.yml', 'pre-commit:\n  parallel: true\n', 'run: npx cnpg-lint {staged_files}'],
    ['.husky/pre-commit', 'npm test\n', 'xargs -0 -r npx cnpg-lint'],
  ])('the hooks of %s get a hint, and no second tool beside them', async (path, text, hint) => {
    write(path, text);
    const { stdout } = await run(['init']);
    expect(stdout).toContain(`${path} stays as it is; add`);
    expect(stdout).toContain(hint);
    expect(read(path)).toBe(text);
    expect(existsSync(join(folder, '.pre-commit-config.yaml'))).toBe(false);
  });

  test('a workflow that lints already is kept, whatever its name', async () => {
    write('.github/workflows/ci.yml', 'jobs: {lint: {steps: [{run: npx cnpg-lint}]}}\n');
    expect((await run(['init'])).stdout).toContain('.github/workflows/ci.yml has cnpg-lint already');
    expect(readdirSync(join(folder, '.github/workflows'))).toEqual(['ci.yml']);
  });

  test('a file that appears meanwhile is not replaced, and the run says so', async () => {
    // A dangling link looks absent until something is written through it.
    symlinkSync(join(folder, 'elsewhere'), join(folder, '.cnpg-lint.yaml'));
    const { status, stderr } = await run(['init']);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'cnpg-lint: cannot write .cnpg-lint.yaml: it is there already\n',
    });
    expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
    expect(readdirSync(folder)).toEqual(['.cnpg-lint.yaml']);
  });

  test.skipIf(process.getuid?.() === 0)('a directory that cannot be written to', async () => {
    chmodSync(folder, 0o555);
    const { status, stderr } = await run(['init']);
    chmodSync(folder, 0o755);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'cnpg-lint: cannot write .cnpg-lint.yaml: permission denied\n',
    });
  });

  test('two environments, one of which cannot be linted for', async () => {
    write('a.yaml', cluster);
    const operator = (version: string): string => `image: ghcr.io/cloudnative-pg/cloudnative-pg:${version}\n`;
    write('production/operator.yaml', operator('1.29.2'));
    write('staging/operator.yaml', operator('1.30.0'));
    write('attic/operator.yaml', operator('1.18.1'));
    await run(['init']);
    expect(read('.cnpg-lint.yaml')).toContain(`
# attic/operator.yaml installs release 1.18.1. This cnpg-lint knows 1.22 to 1.30.
# production/operator.yaml installs release 1.29.2.
# staging/operator.yaml installs release 1.30.0.
# The oldest has to take them all.
# Raise it with the operator.
cnpgVersion: "1.29"
`);
    expect((await run(['.', '--format', 'json'])).stdout).toContain('"cnpgVersion": "1.29"');
  });

  test('no operator, no CI, no manifest', async () => {
    const { status, stdout } = await run(['init']);
    expect(status).toBe(0);
    expect(stdout).toContain('Found no CloudNativePG manifest, no operator whose version is known');
    expect(stdout).toContain('No CI was found');
    expect(read('.cnpg-lint.yaml')).toContain('# cnpgVersion: "1.30"\n');
    write('a.yaml', cluster);
    expect((await run(['a.yaml', '--format', 'json'])).stdout).toContain('"cnpgVersion": "1.30"');
  });

  test('the name of a chart is no shell command', async () => {
    const template = 'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: {{ .Release.Name }}}\n';
    for (const name of ['$(touch pwned)', '-o', 'plain']) {
      write(`charts/${name}/Chart.yaml`, `apiVersion: v2\nname: x\ndependencies: []\n`);
      write(`charts/${name}/templates/a.yaml`, template);
    }
    write('.github/workflows/other.yaml', 'on: push\n');
    await run(['init']);
    const { jobs } = parse(read('.github/workflows/cnpg-lint.yaml')) as {
      jobs: { 'cnpg-lint': { steps: readonly { run?: string }[] } };
    };
    expect(jobs['cnpg-lint'].steps.flatMap(({ run: command }) => command ?? [])).toEqual([
      `helm dependency update charts/-o && helm template charts/-o | npx --yes cnpg-lint@${version} -`,
      `helm dependency update charts/plain && helm template charts/plain | npx --yes cnpg-lint@${version} -`,
    ]);
  });
});

describe('where', () => {
  test('the root of the work tree, from below', async () => {
    repository('kustomize', 'git@github.com:acme/wiki.git');
    const { stdout } = await run(['init', 'overlays/production']);
    expect(stdout).toContain('Wrote .cnpg-lint.yaml');
    expect(existsSync(join(folder, '.cnpg-lint.yaml'))).toBe(true);
    expect(existsSync(join(folder, 'overlays/production/.cnpg-lint.yaml'))).toBe(false);
  });

  test.each([
    [['nowhere'], 'init: "nowhere" is not a directory'],
    [['a', 'b'], 'init takes one directory, not 2'],
  ])('%j is refused', async (args, message) => {
    expect(await run(['init', ...args])).toEqual({ status: 2, stdout: '', stderr: `cnpg-lint: ${message}\n` });
  });
});

describe('on a terminal', () => {
  test('it shows the files and asks once', async () => {
    const { stdout } = await run(['init'], { answer: '' });
    expect(stdout).toContain('.cnpg-lint.yaml would be:\n\n    # yaml-language-server');
    expect(stdout.match(/\[Y\/n\]/gu)).toHaveLength(1);
    expect(stdout).toContain('Write 2 files? [Y/n] \nWrote .cnpg-lint.yaml\nWrote .pre-commit-config.yaml\n');
  });

  test.each(['n', 'no', 'what?'])('"%s" writes nothing', async (answer) => {
    const { status, stdout } = await run(['init'], { answer });
    expect(status).toBe(0);
    expect(stdout).toMatch(/Nothing was written\.\n$/u);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('--yes asks nothing', async () => {
    expect((await run(['init', '--yes'], { answer: 'n' })).stdout).not.toContain('[Y/n]');
    expect(statSync(join(folder, '.cnpg-lint.yaml')).mode & 0o777).toBe(0o666 & ~process.umask());
  });

  // util-linux's `script` gives a command a real terminal.
  const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;
  const cli = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));
  test.runIf(hasScript).each([
    ['y\n', 'Wrote .cnpg-lint.yaml', ['.cnpg-lint.yaml', '.pre-commit-config.yaml']],
    ['n\n', 'Nothing was written.', []],
    ['\u0004', 'Nothing was written.', []],
  ])('the real command, answered %j', (answer, said, files) => {
    const { CI: _, ...env } = process.env;
    const command = `${process.execPath} ${cli} init`;
    const { status, stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
      cwd: folder,
      encoding: 'utf8',
      env,
      input: answer,
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining(said) as string });
    expect(readdirSync(folder).sort()).toEqual(files);
  });
});

describe('the version of the operator', () => {
  const versions = (text: string, path = 'a.yaml'): readonly (readonly [string, string | undefined])[] =>
    operatorsIn({ path, text }, table).map(({ by, minor }) => [by, minor]);

  test.each([
    ['HelmRelease', 'spec: {chart: {spec: {chart: cloudnative-pg, version: 0.28.0}}}', 'chart 0.28.0', '1.29'],
    [
      'a range within a minor',
      'spec: {chart: {spec: {chart: cloudnative-pg, version: "~0.24.0"}}}',
      'chart ~0.24.0',
      '1.26',
    ],
    [
      'an open range',
      'spec: {chart: {spec: {chart: cloudnative-pg, version: ">=0.24.0"}}}',
      'chart >=0.24.0',
      undefined,
    ],
    ['a newer chart', 'spec: {chart: {spec: {chart: cloudnative-pg, version: 0.99.0}}}', 'chart 0.99.0', undefined],
    [
      'OCIRepository',
      'spec: {url: "oci://ghcr.io/cloudnative-pg/charts/cloudnative-pg", ref: {tag: 0.27.1}}',
      'chart 0.27.1',
      '1.28',
    ],
    [
      'OCIRepository with a range',
      'spec: {url: "oci://x/cloudnative-pg", ref: {semver: 0.27.x}}',
      'chart 0.27.x',
      '1.28',
    ],
    ['Application', 'spec: {source: {chart: cloudnative-pg, targetRevision: 0.26.1}}', 'chart 0.26.1', '1.27'],
    [
      'Application with sources',
      'spec: {sources: [{ref: values}, {chart: cloudnative-pg, targetRevision: 0.25.0}]}',
      'chart 0.25.0',
      '1.26',
    ],
    [
      'ApplicationSet',
      'spec: {template: {spec: {source: {chart: cloudnative-pg, targetRevision: 0.22.1}}}}',
      'chart 0.22.1',
      '1.24',
    ],
    ['kustomization with a chart', 'helmCharts: [{name: cloudnative-pg, version: 0.23.2}]', 'chart 0.23.2', '1.25'],
    ['helmfile', 'releases: [{name: cnpg, chart: cnpg/cloudnative-pg, version: v0.21.0}]', 'chart v0.21.0', '1.23'],
    ['image', 'image: ghcr.io/cloudnative-pg/cloudnative-pg:1.28.1@sha256:00', 'release 1.28.1', '1.28'],
    [
      'raw manifest',
      'resources: ["https://x/cloudnative-pg/cloudnative-pg/release-1.27/releases/cnpg-1.27.0.yaml"]',
      'release 1.27.0',
      '1.27',
    ],
    [
      'manifest of a release',
      'resources: ["https://x/cloudnative-pg/cloudnative-pg/releases/download/v1.30.0/cnpg-1.30.0.yaml"]',
      'release 1.30.0',
      '1.30',
    ],
    [
      'repository at a tag',
      'resources: ["github.com/cloudnative-pg/cloudnative-pg/config/default?ref=v1.29.2"]',
      'release 1.29.2',
      '1.29',
    ],
  ])('%s', (_, text, by, minor) => {
    expect(versions(text)).toEqual([[by, minor]]);
  });

  test('Chart.yaml says it by its dependencies, not by its own name', () => {
    const chart =
      'name: cloudnative-pg\nversion: 1.0.0\ndependencies:\n  - name: cloudnative-pg\n    version: 0.29.0\n';
    expect(versions(chart, 'charts/operator/Chart.yaml')).toEqual([['chart 0.29.0', '1.30']]);
  });

  test.each([
    'imageName: ghcr.io/cloudnative-pg/postgresql:17.6',
    '# chart: cloudnative-pg\n# version: 0.27.1\n# image: ghcr.io/cloudnative-pg/cloudnative-pg:1.28.1',
    'spec: {chart: cluster, version: 0.4.0} # of cloudnative-pg',
    'chart: cloudnative-pg',
    '{ chart: cloudnative-pg, version: {{ .Values.version }} }',
  ])('%j installs none', (text) => {
    expect(versions(text)).toEqual([]);
  });

  test('any text is read without a fault', () => {
    const part = fc.constantFrom(
      'chart: ',
      'cloudnative-pg',
      '\n',
      ' ',
      'version: ',
      '0.27.1',
      'ref: ',
      'url: ',
      'null',
      '- ',
      '{',
      '}',
      ':',
      '#',
    );
    const minors = new Set<string | undefined>(table.minors.map(({ operator }) => operator)).add(undefined);
    fc.assert(fc.property(fc.array(part), (parts) => versions(parts.join('')).every(([, minor]) => minors.has(minor))));
  });

  test('the table leads to minors that can be linted for, each of them', () => {
    const { cnpg } = JSON.parse(readFileSync(new URL('../schemas/index.json', import.meta.url), 'utf8')) as {
      cnpg: readonly { minor: string }[];
    };
    expect([...new Set(table.minors.map(({ operator }) => operator))]).toEqual(cnpg.map(({ minor }) => minor));
  });
});
