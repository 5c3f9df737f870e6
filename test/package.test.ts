import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

/* The package as a user gets it: packed, installed into an empty project, with its command, its doors and their types. */

const root = fileURLToPath(new URL('../', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'cnpg-lint-package-'));
let packed: {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
};

const npm = (cwd: string, ...args: string[]): string =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

beforeAll(() => {
  const [only] = JSON.parse(
    npm(root, 'pack', '--json', '--ignore-scripts', '--pack-destination', project),
  ) as (typeof packed)[];
  if (!only) throw new Error('npm packed nothing');
  packed = only;
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'empty', private: true, type: 'module' }));
  npm(project, 'install', '--no-audit', '--no-fund', join(project, packed.filename));
}, 120_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

test('it is small, holds no sources or tests, and runs nothing at installation', () => {
  expect(packed.unpackedSize).toBeLessThan(8_000_000);
  expect(
    packed.files.map(({ path }) => path).filter((path) => /^(?:src|rules|test|fixtures|bench|scripts)\//u.test(path)),
  ).toEqual([]);
  const { scripts } = JSON.parse(readFileSync(join(project, 'node_modules/cnpg-lint/package.json'), 'utf8')) as {
    scripts: object;
  };
  expect(Object.keys(scripts)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(?:pre|post)?install$/u)]));
});

test('the command runs', () => {
  mkdirSync(join(project, 'k8s'));
  writeFileSync(
    join(project, 'k8s/a.yaml'),
    'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: a}\nspec: {instances: 1, storage: {size: 1Gi}}\n',
  );
  const output = execFileSync(join(project, 'node_modules/.bin/cnpg-lint'), ['k8s'], {
    cwd: project,
    encoding: 'utf8',
  });
  expect(output).toContain('No problems in 1 file');
});

test('its doors work, with types', () => {
  writeFileSync(
    join(project, 'use.ts'),
    `import { validate, validateResources, validateText, type Report } from 'cnpg-lint';
import { validateText as pure } from 'cnpg-lint/core';
import { Cluster } from 'cnpg-lint/models';
import { schemas } from 'cnpg-lint/schemas';
import { checkFixtures, type Fixture } from 'cnpg-lint/testing';
const bad = 'apiVersion: postgresql.cnpg.io/v1\\nkind: Cluster\\nmetadata: {name: a}\\nspec: {instances: many, storage: {size: 1Gi}}\\n';
const report: Report = await validate('k8s/*.yaml', { cnpgVersion: '1.29', index: false });
const cluster = new Cluster({ metadata: { name: 'a' }, spec: { instances: 0, storage: { size: '1Gi' } } });
const check: (fixture: Fixture) => void = (fixture) => fixture.check();
if (typeof check !== typeof checkFixtures) throw new Error('both are functions');
// @ts-expect-error a number is wanted
new Cluster({ metadata: { name: 'a' }, spec: { instances: 'three' } });
console.log(report.summary.errors, validateText(bad).summary.errors, pure(bad, { schemas }).findings[0]?.rule, validateResources([cluster]).findings[0]?.path);
`,
  );
  const options = [
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--strict',
    '--exactOptionalPropertyTypes',
    '--types',
    '',
    '--lib',
    'es2023,dom',
  ];
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...options, 'use.ts'], {
    cwd: project,
    stdio: 'inherit',
  });
  expect(execFileSync(process.execPath, ['use.js'], { cwd: project, encoding: 'utf8' })).toBe(
    '0 1 schema/wrong-type /spec/instances\n',
  );
});

test.each(['README.md', 'docs/library.md', 'docs/configuration.md', 'docs/suppressing.md'])(
  'the code in %s runs',
  (page) => {
    const blocks = blocksOf(page, 'js');
    expect(blocks).not.toEqual([]);
    for (const [index, code] of blocks.entries()) {
      writeFileSync(join(project, `block-${index}.js`), code);
      execFileSync(process.execPath, [`block-${index}.js`], { cwd: project, stdio: ['ignore', 'ignore', 'inherit'] });
    }
  },
);

test('a package of rules, as docs/writing-a-rule.md makes it, is tested and used', () => {
  const folder = join(project, 'node_modules/@acme/cnpg-lint-rules');
  const page = readFileSync(join(root, 'docs/writing-a-rule.md'), 'utf8');
  const files = [...page.matchAll(/^`([\w./-]+)`:\n\n```\w+\n(.*?)^```/gmsu)].map(([, name = '', text = '']) => ({
    name,
    text,
  }));
  expect(files).toHaveLength(8);
  for (const { name, text } of files) {
    expect(text).toBe(readFileSync(join(root, 'fixtures/rule-package', name), 'utf8'));
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const tested = (): { status: number | null; stdout: string } =>
    spawnSync(process.execPath, ['--test', '--test-reporter', 'tap'], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    });
  expect(tested()).toMatchObject({ status: 0, stdout: expect.stringContaining('# pass 1\n') as unknown });
  const good = join(folder, 'fixtures/acme/team-label/good.yaml');
  writeFileSync(good, readFileSync(good, 'utf8').replace('web-shop', 'Shop'));
  expect(tested()).toMatchObject({
    status: 1,
    stdout: expect.stringContaining(
      'good.yaml:6: no comment expects acme/team-label "Shop": The team "Shop" is not in lower case',
    ) as unknown,
  });
  // Whoever uses it extends it.
  writeFileSync(join(project, '.cnpg-lint.yaml'), page.match(/^```yaml\n(extends: .*?)^```/msu)?.[1] ?? '');
  const lint = join(project, 'node_modules/.bin/cnpg-lint');
  const { status, stdout } = spawnSync(lint, ['k8s', '--format', 'compact'], { cwd: project, encoding: 'utf8' });
  expect([status, stdout]).toEqual([1, expect.stringContaining('error: The Cluster has no label "team"')]);
});

test('the configuration in README.md is one', () => {
  const config = blocksOf('README.md', 'yaml').find((text) => text.includes('cnpgVersion')) ?? '';
  writeFileSync(join(project, '.cnpg-lint.yaml'), config);
  const lint = join(project, 'node_modules/.bin/cnpg-lint');
  expect(execFileSync(lint, ['k8s'], { cwd: project, encoding: 'utf8' })).toContain('CloudNativePG 1.30');
});

function blocksOf(page: string, language: string): string[] {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gmsu'))].map((match) => match[1] ?? '');
}
