import { spawn } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { version } from '../src/version.ts';
import { type Registry, startRegistry } from './registry.ts';

/* The GitHub action, the GitLab component and the image: their own commands, run as their hosts run them. */

const root = fileURLToPath(new URL('../', import.meta.url));
const text = (file: string): string => readFileSync(join(root, file), 'utf8');

// npm installs from an empty cache, over the network.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let registry: Registry;
let folder: string;
let workspace: string;
beforeAll(async () => {
  registry = await startRegistry();
});
afterAll(() => registry.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cnpg-lint-ci-'));
  workspace = join(folder, 'workspace');
  mkdirSync(join(workspace, 'my manifests'), { recursive: true });
  write('cluster.yaml', cluster('shop', '3'));
  write('my manifests/bad.yaml', cluster('wiki', 'three'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, content: string): void {
  writeFileSync(join(workspace, file), content);
}

function cluster(name: string, instances: string): string {
  return `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: ${name}
spec:
  instances: ${instances}
  imageName: ghcr.io/cloudnative-pg/postgresql:17.6-standard-trixie
  storage:
    size: 1Gi
`;
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(command: string, args: readonly string[], cwd: string, env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, HOME: folder, ...registry.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

type Inputs = Readonly<Record<string, string>>;

/** Input that a shell would take for commands. */
const hostile = [
  '$(touch pwned)',
  '`touch pwned`',
  '"; touch pwned; "',
  "'; touch pwned; '",
  '&& touch pwned',
  '\ntouch pwned\n',
  '| tee pwned',
].join(' ');

function expectUnharmed(): void {
  const everything = readdirSync(folder, { recursive: true }).map(String);
  expect(everything.filter((path) => path.endsWith('pwned'))).toEqual([]);
}

describe('the GitHub action', () => {
  interface Step {
    readonly uses?: string;
    readonly run?: string;
    readonly shell?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly if?: string;
  }
  const action = parse(text('action.yml')) as {
    readonly inputs: Readonly<Record<string, { default: string }>>;
    readonly runs: { readonly using: string; readonly steps: readonly Step[] };
  };
  const { steps } = action.runs;

  /** Runs the steps that have commands, as the runner does: expressions in `env` are filled in, and bash gets a script. */
  async function runAction(inputs: Inputs): Promise<Ended & { outputs: Inputs; summary: string }> {
    const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') };
    for (const file of Object.values(files)) writeFileSync(file, '');
    const temp = join(folder, 'temp');
    mkdirSync(temp);
    const given: Inputs = {
      ...Object.fromEntries(Object.entries(action.inputs).map(([name, one]) => [name, one.default])),
      ...inputs,
    };
    let ended: Ended = { status: 0, stdout: '', stderr: '' };
    for (const step of steps) {
      if (step.run === undefined) continue;
      expect(step.shell).toBe('bash');
      const script = join(temp, 'step.sh');
      writeFileSync(script, step.run);
      const env = Object.entries(step.env ?? {}).map(([name, value]) => [
        name,
        value.replaceAll(/\$\{\{ inputs\.([\w-]+) \}\}/gu, (_, input: string) => given[input] ?? ''),
      ]);
      ended = await run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], workspace, {
        ...(Object.fromEntries(env) as Record<string, string>),
        ...files,
        CI: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_ACTION_PATH: root,
        GITHUB_WORKSPACE: workspace,
        RUNNER_TEMP: temp,
      });
    }
    const outputs = readFileSync(files.GITHUB_OUTPUT, 'utf8').split('\n').filter(Boolean);
    return {
      ...ended,
      outputs: Object.fromEntries(outputs.map((line) => line.split('=', 2) as [string, string])),
      summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
    };
  }

  test('it is pinned, and no input is a part of a command', () => {
    for (const { uses, run: commands } of steps) {
      if (uses !== undefined) expect(uses).toMatch(/^[\w./-]+@[0-9a-f]{40}$/u);
      expect(commands ?? '').not.toContain('${{');
    }
    expect(text('action.yml').match(/uses: \S+ # v\d+\.\d+\.\d+$/gmu)).toHaveLength(2);
  });

  test('by default it lints everything with its own version: annotations, summary, outputs', async () => {
    const { status, stdout, stderr, outputs, summary } = await runAction({});
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.not.stringContaining('cnpg-lint:') as string });
    expect(stdout).toContain('::error file=my manifests/bad.yaml,line=6,');
    expect(outputs).toEqual({ errors: '1', warnings: '0' });
    expect(summary).toContain('schema/wrong-type');
  });

  test('everything that can be said', async () => {
    copyFileSync(registry.tarball, join(workspace, 'cnpg-lint.tgz'));
    const { status, outputs, stdout } = await runAction({
      paths: `cluster.yaml\n"my manifests"`,
      version: 'cnpg-lint.tgz',
      preset: 'strict',
      'cnpg-version': '1.29',
      args: "--rule 'schema/*=off'  --max-warnings 1000",
      sarif: 'true',
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('CloudNativePG 1.29') as string });
    expect(Number(outputs['warnings'])).toBeGreaterThan(0);
    const sarif = JSON.parse(readFileSync(outputs['sarif-file'] ?? '', 'utf8')) as { version: string; runs: object[] };
    expect(sarif).toMatchObject({ version: '2.1.0', runs: [{ tool: { driver: { name: 'cnpg-lint' } } }] });
    expect(steps.at(-1)?.if).toBe("always() && steps.lint.outputs.sarif-file != ''");
  });

  test('usage errors fail with status 2 and upload nothing', async () => {
    const { status, stderr, outputs } = await runAction({ paths: 'nowhere', sarif: 'true' });
    expect({ status, outputs }).toEqual({ status: 2, outputs: {} });
    expect(stderr).toContain('no file matches "nowhere"');
  });

  test.each(['x && touch pwned', '../package', 'file:..', '1.0.0\n::stop-commands::x', 'https://example.com/x'])(
    'version %j is refused before anything is installed',
    async (wanted) => {
      const { status, stdout } = await runAction({ version: wanted });
      expect(status).toBe(2);
      expect(stdout).toMatch(/^::error title=cnpg-lint::version: ".*" is neither a version, such as [^\n]*\n$/u);
      expectUnharmed();
    },
  );

  test('no input is taken for a command', async () => {
    const everything = Object.fromEntries(
      ['paths', 'preset', 'cnpg-version', 'args', 'sarif'].map((name) => [name, hostile]),
    );
    expect(await runAction(everything)).toMatchObject({ status: 2, outputs: {} });
    expectUnharmed();
  });
});

describe('the GitLab component', () => {
  const [head, body] = parseAllDocuments(text('templates/cnpg-lint.yml')).map((document) => document.toJS() as unknown);
  const { inputs } = (head as { spec: { inputs: Readonly<Record<string, { default: string }>> } }).spec;

  /** The job, with the inputs filled in as GitLab does: within the values that were parsed. */
  async function runJob(given: Inputs): Promise<Ended> {
    const filled = JSON.parse(JSON.stringify(body), (_, value: unknown) =>
      typeof value === 'string'
        ? value.replaceAll(
            /\$\[\[ inputs\.([\w-]+) \]\]/gu,
            (_, name: string) => given[name] ?? String(inputs[name]?.default),
          )
        : value,
    ) as Readonly<Record<string, { variables: Record<string, string>; script: readonly string[] }>>;
    const [job] = Object.values(filled);
    if (!job) throw new Error('there is no job');
    return run('sh', ['-ec', job.script.join('\n')], workspace, { CI: 'true', GITLAB_CI: 'true', ...job.variables });
  }

  test('its version is that of the package', () => {
    expect(inputs['version']?.default).toBe(version);
  });

  test('it lints, and leaves the reports that the job declares', async () => {
    const { status, stdout } = await runJob({});
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringContaining('[schema/wrong-type]') as string });
    const quality = JSON.parse(readFileSync(join(workspace, 'gl-code-quality-report.json'), 'utf8')) as unknown;
    expect(quality).toMatchObject([
      { check_name: 'schema/wrong-type', location: { path: 'my manifests/bad.yaml', lines: { begin: 6 } } },
    ]);
    expect(readFileSync(join(workspace, 'cnpg-lint.xml'), 'utf8')).toContain('<testsuites');
  });

  test('everything that can be said', async () => {
    const { status, stdout } = await runJob({
      paths: 'cluster.yaml',
      preset: 'server',
      'cnpg-version': '1.28',
      args: '--max-warnings 0 --rule schema/*=off',
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('CloudNativePG 1.28') as string });
  });

  test.each([
    ['the version', { version: hostile }],
    ['the others', { paths: hostile, preset: hostile, 'cnpg-version': hostile, args: hostile }],
  ])('%s: not taken for a command', async (_, given) => {
    expect(await runJob(given)).not.toMatchObject({ status: 0 });
    expectUnharmed();
  });
});

describe('the image', () => {
  const instructions = text('Dockerfile')
    .replaceAll(/^#.*\n/gmu, '')
    .replaceAll(/\\\n/gu, '')
    .split('\n')
    .filter(Boolean)
    .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const);
  const all = (name: string): readonly string[] => instructions.filter(([one]) => one === name).map(([, rest]) => rest);

  test('its bases are pinned by tag and digest, and it does not run as root', () => {
    for (const base of all('FROM'))
      expect(base).toMatch(/^node:\d+\.\d+\.\d+-alpine\d+\.\d+@sha256:[0-9a-f]{64}( AS \w+)?$/u);
    expect(all('USER')).toEqual(['1000:1000']);
  });

  // Without a daemon: what it copies is enough to build and install the package, and what it starts is there.
  test('its instructions, one by one', async () => {
    const image = join(folder, 'image');
    const inImage = (line: string): string => line.replaceAll(/(?<=^|[\s"])\/(?=src|opt|tmp)/gu, `${image}/`);
    const src = join(image, 'src');
    for (const name of [src, join(image, 'tmp'), join(image, 'opt')]) mkdirSync(name, { recursive: true });
    const ignored = text('.dockerignore').split('\n').filter(Boolean);
    for (const line of all('COPY').filter((rest) => !rest.startsWith('--from'))) {
      const names = line.split(' ');
      const to = names.pop() ?? '';
      for (const name of names) {
        expect(ignored).not.toContain(name);
        cpSync(join(root, name), join(src, to === './' ? name : to), { recursive: true });
      }
    }
    const [install = '', pack = ''] = all('RUN');
    expect(install).toMatch(/^npm ci /u);
    symlinkSync(join(root, 'node_modules'), join(src, 'node_modules'));
    expect(await run('sh', ['-ec', inImage(pack)], src)).toMatchObject({ status: 0 });
    expect(all('COPY').at(-1)).toBe('--from=build /opt/cnpg-lint /opt/cnpg-lint');

    const start = [...(JSON.parse(inImage(all('ENTRYPOINT')[0] ?? '')) as string[])];
    const [command = '', ...args] = [...start, ...(JSON.parse(all('CMD')[0] ?? '') as string[])];
    expect(existsSync(args[0] ?? '')).toBe(true);
    const { status, stdout } = await run(command, args, workspace);
    expect({ status, stdout }).toEqual({
      status: 1,
      stdout: expect.stringContaining('my manifests/bad.yaml:6:14') as string,
    });
  });
});
