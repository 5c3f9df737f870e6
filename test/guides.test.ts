import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { version } from '../src/version.ts';
import { type Registry, startRegistry } from './registry.ts';

/*
 * The guides under docs/, top down in an empty folder: a YAML block whose first line names a file becomes that file, `sh` blocks
 * run, and the commands of `console` blocks print what the page says. `vitest -u` writes down what they print now.
 */

const root = fileURLToPath(new URL('../', import.meta.url));
const recordings = join(root, 'fixtures/rendering');
const renderers = [
  ['helm', 'template ledger charts/ledger'],
  ['kustomize', 'build overlays/production'],
] as const;

// npm installs from an empty cache, over the network.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let registry: Registry;
let folder: string;
beforeAll(async () => {
  registry = await startRegistry();
});
afterAll(() => registry.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cnpg-lint-guide-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Block {
  readonly info: string;
  readonly text: string;
}

const fence = /^```(\S[^\n]*)\n(.*?)^```$/gmsu;

function blocksOf(page: string): readonly Block[] {
  return [...readFileSync(join(root, page), 'utf8').matchAll(fence)].map(([, info = '', text = '']) => ({
    info,
    text,
  }));
}

/** Runs bash, with the package to be installed from the registry. Both streams come as one, as a reader sees them. */
function bash(command: string, cwd = folder): Promise<{ readonly status: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-o', 'pipefail', '-c', `exec 2>&1\n${command}`], {
      cwd,
      env: {
        ...process.env,
        ...registry.env,
        PATH: `${join(folder, '.bin')}${delimiter}${process.env['PATH']}`,
        HOME: folder,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output }));
  });
}

/** Runs a page and returns it with what its commands print now. */
async function runPage(page: string): Promise<string> {
  const text = readFileSync(join(root, page), 'utf8');
  const parts: string[] = [];
  let end = 0;
  for (const match of text.matchAll(fence)) {
    const [whole, info = '', content = ''] = match;
    parts.push(
      text.slice(end, match.index),
      info === 'console' ? `\`\`\`console\n${await replay(content)}\`\`\`` : whole,
    );
    end = match.index + whole.length;
    const file = info === 'yaml' ? /^# ([\w./-]+)\n/u.exec(content)?.[1] : undefined;
    if (file !== undefined) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), content);
    }
    if (info === 'sh') expect({ content, ...(await bash(`set -e\n${content}`)) }).toMatchObject({ content, status: 0 });
  }
  return parts.join('') + text.slice(end);
}

async function replay(content: string): Promise<string> {
  const lines: string[] = [];
  let last = 0;
  for (const command of content.match(/(?<=^\$ ).*$/gmu) ?? []) {
    const { status, output } = await bash(`(exit ${last})\n${command}`);
    last = status ?? 1;
    lines.push(`$ ${command}\n${output}`);
  }
  return lines.join('\n');
}

/** Renderers that this machine lacks print what the real ones printed for the same files. */
function provideRenderers(): void {
  const bin = join(folder, '.bin');
  mkdirSync(bin);
  for (const [name, args] of renderers) {
    if (isHere(name)) continue;
    const script = `#!/bin/sh\ntest "$*" = "${args}" && cat ${join(recordings, `${name}.yaml`)}\n`;
    writeFileSync(join(bin, name), script, { mode: 0o755 });
  }
}

function isHere(name: string): boolean {
  return spawnSync(name, ['version']).status === 0;
}

test('docs/quick-start.md does what it says', async () => {
  const page = 'docs/quick-start.md';
  await expect(await runPage(page)).toMatchFileSnapshot(join(root, page));
});

test('docs/rendering.md does what it says', async () => {
  const page = 'docs/rendering.md';
  provideRenderers();
  await expect(await runPage(page)).toMatchFileSnapshot(join(root, page));
  for (const [name, args] of renderers)
    if (isHere(name))
      await expect((await bash(`${name} ${args}`)).output).toMatchFileSnapshot(join(recordings, `${name}.yaml`));
});

test('the commands of docs/ci.md run', async () => {
  writeFileSync(join(folder, 'a.yaml'), cluster('3'));
  const blocks = blocksOf('docs/ci.md');
  for (const { info, text } of blocks) if (info === 'sh') expect(await bash(text)).toMatchObject({ status: 0 });
  // No daemon to build and run the image is on every machine; test/ci-files.test.ts goes through its instructions.
  expect(blocks.filter(({ info }) => info.includes('not-run'))).toHaveLength(1);
  expect(blocks.find(({ info }) => info.includes('not-run'))?.text).toMatch(/^(?:docker .*\n)+$/u);

  // The script of the Tekton task, as its step runs it.
  const tekton = blocks.find(({ text }) => text.includes('tekton.dev/v1'))?.text ?? '';
  const script = /script: \|\n(.*)/su.exec(tekton)?.[1]?.replaceAll(/^ {8}/gmu, '') ?? '';
  writeFileSync(join(folder, 'step'), script, { mode: 0o755 });
  expect(await bash('PATHS="a.yaml" ./step')).toEqual({ status: 0, output: '' });
  writeFileSync(join(folder, 'a.yaml'), cluster('three'));
  const { status, output } = await bash('PATHS="a.yaml" ./step');
  expect({ status, output }).toEqual({
    status: 1,
    output: expect.stringMatching(/^a\.yaml:6:14: error: /mu) as string,
  });
});

test.each([
  ['lefthook', 'lefthook.yml', 'npx lefthook install'],
  ['husky', '.husky/pre-commit', 'npx husky'],
])('the recipe for %s stops a commit', async (tool, file, install) => {
  const recipe = blocksOf('docs/pre-commit.md').find(({ text }) => text.startsWith(`# ${file}\n`))?.text ?? '';
  mkdirSync(join(folder, dirname(file)), { recursive: true });
  writeFileSync(join(folder, file), recipe);
  const git = 'git -c user.name=test -c user.email=test@example.invalid';
  const prepared = await bash(
    `set -e\ngit init --quiet\nnpm init --yes > /dev/null\nnpm install --save-dev cnpg-lint ${tool}\n${install}\necho node_modules/ > .gitignore`,
  );
  expect(prepared).toMatchObject({ status: 0 });
  const commit = async (content: string) => {
    writeFileSync(join(folder, 'my cluster.yaml'), content);
    return bash(`git add --all && ${git} commit --message x`);
  };
  const bad = await commit(cluster('three'));
  expect(bad.status).toBe(1);
  expect(bad.output).toContain('schema/wrong-type');
  expect(await commit(cluster('3'))).toMatchObject({ status: 0 });
  writeFileSync(join(folder, 'README.md'), 'Nothing to lint.\n');
  expect(await bash(`git add --all && ${git} commit --message y`)).toMatchObject({ status: 0 });
});

test('versions that the guides name are that of the package', () => {
  for (const page of ['ci', 'pre-commit', 'quick-start', 'rendering']) {
    const text = readFileSync(join(root, `docs/${page}.md`), 'utf8');
    const named = text.matchAll(/(?:cnpg-lint(?:\/cnpg-lint)?(?:@v?|\/v|\.git#v)|rev: v)(\d+\.\d+\.\d+)/gu);
    for (const [whole, found] of named) expect([page, whole, found]).toEqual([page, whole, version]);
  }
});

function cluster(instances: string): string {
  return `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: shop
spec:
  instances: ${instances}
  imageName: ghcr.io/cloudnative-pg/postgresql:17.6-standard-trixie
  storage:
    size: 1Gi
`;
}
