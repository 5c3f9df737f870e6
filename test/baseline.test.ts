import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { main } from '../src/cli/main.ts';
import { validate } from '../src/index.ts';

/* The baseline, from the command line: what it keeps out, what it survives, and who may take entries out of it. */

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cnpg-lint-baseline-'));
  mkdirSync(join(folder, '.git'));
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

/** What is reported, as a rule and the name of its resource. */
async function left(...args: string[]): Promise<string[]> {
  const { stdout } = await run(...args, '--format', 'compact');
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => line.replace(/^(.*?):.*\[(.*)\]$/u, '$1 $2'));
}

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const file = '.cnpg-lint-baseline.json';
const entries = (name = file): { where: string; rule: string }[] =>
  (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { findings: { where: string; rule: string }[] }).findings;

const cluster = (name: string, more = ''): string => `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: ${name}
spec:
  instances: three
  storage:
    size: 10Gi
${more}`;

test('it keeps out what was there, wherever that moves and however it is written, and nothing else', async () => {
  write('a.yaml', `${cluster('shop')}---\n${cluster('news')}`);
  const updated = await run('--update-baseline');
  expect(updated.status).toBe(0);
  expect(updated.stderr).toContain(`cnpg-lint: ${file} has 2 findings\n`);
  expect(updated.stdout).toContain('2 suppressed');
  expect(await left()).toEqual([]);

  const json = { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name: 'shop' } };
  const spec = { storage: { size: '10Gi' }, instances: 'three', flavour: 'fast' };
  write('k8s/shop.yaml', JSON.stringify({ ...json, spec }));
  write('k8s/news.yaml', cluster('news'));
  rmSync(join(folder, 'a.yaml'));
  expect(await left()).toEqual(['k8s/shop.yaml schema/unknown-field']);
  expect(await left('--no-baseline')).toHaveLength(3);
  expect(await left('k8s/news.yaml')).toEqual([]);
});

test('equal findings are counted', async () => {
  const store = (number: number): string => `${cluster('shop')}`.repeat(number).replaceAll('apiV', '---\napiV');
  write('a.yaml', store(2));
  await run('--update-baseline', '--rule', 'refs/*=off');
  expect(entries()).toHaveLength(2);
  write('a.yaml', store(3));
  expect(await left('--rule', 'refs/*=off')).toHaveLength(1);
  write('a.yaml', store(1));
  expect((await run('--rule', 'refs/*=off')).stderr).toContain('baseline: 1 of 2 findings');
});

test('what is gone is said, and taken out by those who can tell', async () => {
  write('shop.yaml', cluster('shop'));
  write('news.yaml', cluster('news', '  flavour: fast\n'));
  write('broken.yaml', 'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nspec: {\n');
  await run('--update-baseline');
  expect(entries().map(({ where, rule }) => `${where}: ${rule}`)).toEqual([
    'Cluster news: schema/unknown-field',
    'Cluster news: schema/wrong-type',
    'Cluster shop: schema/wrong-type',
    'broken.yaml: yaml/syntax',
  ]);
  write('news.yaml', cluster('news'));
  rmSync(join(folder, 'broken.yaml'));
  const note = `note: baseline: 2 of 4 findings in ${file} are gone; --update-baseline takes them out\n`;
  expect((await run()).stderr).toContain(note);
  // Who looks at less, or by fewer rules, knows of less.
  expect((await run('shop.yaml')).stderr).toContain('baseline: 1 of 4 findings');
  expect((await run('--rule', 'schema/*=off', '--rule', 'yaml/*=off')).stderr).not.toContain('baseline');
  expect((await run('--no-index', 'news.yaml')).stderr).not.toContain('baseline');
  expect((await run('--format', 'json')).stderr).toBe('');

  await run('--update-baseline', 'shop.yaml');
  expect(entries().map(({ where }) => where)).toEqual(['Cluster news', 'Cluster news', 'Cluster shop']);
  await run('--update-baseline');
  expect(entries().map(({ where }) => where)).toEqual(['Cluster news', 'Cluster shop']);
  expect(readdirSync(folder).sort()).toEqual(['.cnpg-lint-baseline.json', '.git', 'news.yaml', 'shop.yaml']);
});

test('the order of files and the folder that it is run from change no byte of it', async () => {
  write('a.yaml', cluster('shop'));
  write('b.yaml', cluster('news'));
  await run('--update-baseline');
  const before = readFileSync(join(folder, file), 'utf8');
  renameSync(join(folder, 'a.yaml'), join(folder, 'c.yaml'));
  const root = folder;
  mkdirSync((folder = join(root, 'deep')));
  await run('--update-baseline', '..');
  folder = root;
  expect(readFileSync(join(root, file), 'utf8')).toBe(before);
  expect(before).toMatch(
    /^\{\n {2}"version": 1,\n {2}"findings": \[\n {4}\{ "where": .* \},\n {4}\{ .* \}\n {2}\]\n\}\n$/u,
  );
});

test('it stands beside the configuration, or where it is said to', async () => {
  write('sub/.cnpg-lint.yaml', 'presets: [server]\n');
  write('sub/a.yaml', cluster('shop'));
  await run('--update-baseline', 'sub');
  expect(entries(`sub/${file}`)).toHaveLength(1);
  expect(await left('sub')).toEqual([]);
  write('b.yaml', cluster('news'));
  await run('--update-baseline', '--baseline', 'ci/known.json', 'b.yaml');
  expect(readdirSync(folder)).not.toContain(file);
  mkdirSync(join(folder, 'ci'));
  await run('--update-baseline', '--baseline', 'ci/known.json', 'b.yaml');
  expect(await left('b.yaml')).toHaveLength(1);
  expect(await left('b.yaml', '--baseline', 'ci/known.json')).toEqual([]);
  const known = { cwd: folder, baseline: 'ci/known.json' };
  expect((await validate('b.yaml', known)).suppressed).toMatchObject([{ kind: 'external' }]);
  expect((await validate('sub', { cwd: folder })).findings).toEqual([]);
  expect((await validate('sub', { cwd: folder, baseline: false })).findings).toHaveLength(1);
});

test('a comment comes first, and what is in the baseline is not fixed', async () => {
  const text = cluster('shop', '  primaryUpdateMethod: Restart\n');
  write('a.yaml', text);
  await run('--update-baseline');
  expect((await run('--fix')).status).toBe(0);
  expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toBe(text);
  write('a.yaml', text.replace('three', 'three # cnpg-lint-disable-line schema/wrong-type -- x'));
  expect((await run()).stderr).toContain('baseline: 1 of 2 findings');
  await run('--fix', '--no-baseline');
  expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toContain('primaryUpdateMethod: restart');
});

test('a run that did not see everything writes nothing', async () => {
  write('a.yaml', cluster('shop'));
  write('.cnpg-lint.yaml', 'rulesFrom: ["./rule.mjs"]\n');
  const meta = "id: 'team/faulty', kinds: ['Cluster'], consequence: 'advice', preset: 'server', references: []";
  const words = "summary: 'A rule', why: 'It fails', remedy: 'None'";
  write('rule.mjs', `export default { ${meta}, ${words}, check() { throw new Error('no'); } };\n`);
  const { status, stderr } = await run('--update-baseline');
  expect(status).toBe(3);
  expect(stderr).toContain(`${file} is as it was, because not everything could be linted`);
  expect(readdirSync(folder)).not.toContain(file);
});

test.each([
  ['[]', '1:1: a baseline is an object with "version" and "findings"'],
  ['', '1:1: a baseline is an object'],
  ['{ "version": 2, "findings": [] }', '1:3: the "version" of a baseline must be 1, not 2'],
  ['{\n  "version": 1\n}', '2:3: "findings" must be a list'],
  [
    '{\n  "version": 1,\n  "findings": [\n    { "rule": "a/b" }\n  ]\n}',
    '4:7: the entry must have a text as its "where"',
  ],
  ['{\n  "version": 1,\n  "findings": {\n}', '4:2: Flow map must end with a }'],
  ['{\n<<<<<<< HEAD\n', '2:1: a merge conflict is left unresolved'],
])('%j is no baseline, and nothing is linted', async (text, message) => {
  write('a.yaml', cluster('shop'));
  write(file, text);
  for (const args of [[], ['--update-baseline']]) {
    const { status, stdout, stderr } = await run(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`cnpg-lint: ${file}:${message}`);
  }
  expect(readFileSync(join(folder, file), 'utf8')).toBe(text);
});

test.each([
  [['--baseline', 'none.json'], 'there is no baseline none.json; --update-baseline makes one'],
  [['--baseline', '.'], 'cannot read the baseline .: is a directory'],
  [['--update-baseline', '--no-baseline'], '--update-baseline and --no-baseline exclude each other'],
  [['--update-baseline', '--fix-dry-run'], '--update-baseline and --fix-dry-run exclude each other'],
  [
    ['diff', 'a.yaml', 'a.yaml', '--update-baseline'],
    'diff does not take --update-baseline; `cnpg-lint diff --help` lists what it takes',
  ],
])('%j is refused', async (args, message) => {
  write('a.yaml', cluster('shop'));
  const { status, stderr } = await run(...args);
  expect([status, stderr]).toEqual([2, `cnpg-lint: ${message}\n`]);
});
