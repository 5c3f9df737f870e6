import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Command, commandInFolder } from './command.ts';

/* `cnpg-lint config FILE`: what applies to a file, and from where. */

let command: Command;
beforeEach(() => {
  command = commandInFolder();
  command.write(
    'base.yaml',
    'cnpgVersion: "1.25"\nexternal: {clusters: [far]}\nrules:\n  ha/*: error\nignore: [old/]\n',
  );
  command.write(
    'k8s/.cnpg-lint.yaml',
    `extends: ../base.yaml
external: {clusters: [away]}
rules:
  ha/instances: [warning, {min: 2}]
overrides:
  - files: [prod/]
    presets: [production]
    rules:
      images/pinned: off
`,
  );
});
afterEach(() => command.remove());

interface Applied {
  readonly ignoredBy: string | null;
  readonly configFiles: readonly string[];
  readonly settings: Record<string, { value: unknown; origins: readonly string[] }>;
  readonly rules: Record<string, { severity: string; by: string; origins: readonly string[]; options: object }>;
}

async function json(...args: string[]): Promise<Applied> {
  const { stdout, stderr } = await command.run(['config', ...args, '--format', 'json']);
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Applied;
}

async function text(...args: string[]): Promise<string> {
  return (await command.run(['config', ...args])).stdout;
}

test('each setting has its value and its origin', async () => {
  const { settings, configFiles } = await json('k8s/prod/a.yaml', '--preset', 'strict');
  expect(configFiles).toEqual(['base.yaml', 'k8s/.cnpg-lint.yaml']);
  expect(settings).toMatchObject({
    cnpgVersion: { value: '1.25', origins: ['base.yaml:1:1'] },
    presets: { value: ['strict'], origins: ['flag'] },
    world: { value: 'open', origins: ['default'] },
    'external.clusters': { value: ['far', 'away'], origins: ['base.yaml:2:12', 'k8s/.cnpg-lint.yaml:2:12'] },
    gitops: { value: null, origins: ['default'] },
  });
  const { stdout } = await command.run(['config', 'k8s/a.yaml', '--format', 'json'], {
    env: { CNPG_LINT_NOW: '2030-01-01' },
  });
  expect((JSON.parse(stdout) as Applied).settings['now']).toEqual({ value: '2030-01-01', origins: ['environment'] });
});

test('each rule has its severity, what decides on it, and its options', async () => {
  const { rules } = await json('k8s/prod/a.yaml', '--rule', 'schema/range=info');
  expect(rules).toMatchObject({
    'ha/instances': {
      severity: 'warning',
      by: 'setting',
      origins: ['k8s/.cnpg-lint.yaml:4:3'],
      options: { min: { value: 2, origins: ['k8s/.cnpg-lint.yaml:4:28'] }, ignore: { origins: ['default'] } },
    },
    'ha/topology-key': { severity: 'error', by: 'setting', origins: ['base.yaml:4:3'] },
    'images/pinned': { severity: 'off', by: 'setting', origins: ['k8s/.cnpg-lint.yaml:9:7'] },
    'schema/range': { severity: 'info', by: 'setting', origins: ['flag'] },
    'schema/wrong-type': { severity: 'error', by: 'presets', origins: ['k8s/.cnpg-lint.yaml:7:5'] },
  });
  expect(Object.values(rules).some(({ by, severity }) => by === 'version' && severity === 'off')).toBe(true);
});

test('what it prints is what a run does', async () => {
  command.write(
    'k8s/prod/a.yaml',
    'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: a}\nspec: {instances: 1, storage: {size: 1Gi}}\n',
  );
  const { rules } = await json('k8s/prod/a.yaml');
  const { findings, cnpgVersion } = await command.json('k8s/prod/a.yaml');
  expect(cnpgVersion).toBe('1.25');
  expect(findings).not.toEqual([]);
  for (const { rule } of findings) expect(rules[rule]?.severity).not.toBe('off');
  expect(findings.find(({ rule }) => rule === 'ha/instances')?.severity).toBe(rules['ha/instances']?.severity);
});

test('why a rule is on or off here', async () => {
  expect(await text('k8s/prod/a.yaml', 'images/pinned')).toBe(
    'images/pinned is off: set by overrides[0].rules["images/pinned"] at k8s/.cnpg-lint.yaml:9:7\n',
  );
  expect(await text('k8s/dev/a.yaml', 'images/pinned', 'schema/range')).toBe(
    `images/pinned is off: it is of preset production, and recommended is all that is asked for (default)
schema/range is on, as error: it is of preset server, and recommended is asked for (default)
`,
  );
  expect(await text('k8s/a.yaml', 'ha/instances')).toMatch(
    /^ha\/instances is on, as warning: .*\n {2}min +2 +k8s\/\.cnpg-lint\.yaml:4:28\n/u,
  );
  const { rules } = await json('k8s/a.yaml', 'images/pinned');
  expect(Object.keys(rules)).toEqual(['images/pinned']);
});

test('a person reads it at a glance', async () => {
  // How many rules there are is not the point.
  const shown = (await text('k8s/prod/a.yaml'))
    .replace(/ {2}ha\/(?!instances).*\n/gu, '')
    .replaceAll(/\d+(?= rules are on| off;)/gu, 'N');
  await expect(shown).toMatchFileSnapshot('../fixtures/cli/config.txt');
});

test('what leaves a file out of a search', async () => {
  command.write('.gitignore', '# built\nout/\n');
  expect((await json('old/a.yaml', '--config', 'base.yaml')).ignoredBy).toBe('ignore at base.yaml:5:10');
  expect((await json('out/a.yaml')).ignoredBy).toBe('.gitignore:2 "out/"');
  expect((await json('archive/a.yaml')).ignoredBy).toBe('the folder archive/, which is never searched');
  expect((await json('x-assert.yaml')).ignoredBy).toBe('the name x-assert.yaml, which no manifest has');
  expect((await json('a.yaml')).ignoredBy).toBe(null);
  expect(await text('out/a.yaml')).toContain('ignored, unless it is named: .gitignore:2 "out/"\n');
});

test('a file without any configuration', async () => {
  const { configFiles, settings } = await json('a.yaml');
  expect(configFiles).toEqual([]);
  expect(Object.values(settings).every(({ origins }) => origins.join() === 'default')).toBe(true);
  expect(await text('k8s/a.yaml', '--no-config')).toContain('Configuration, the weakest first\n  none\n');
});

test.each([
  [[], 'config takes a file'],
  [['.'], 'config takes a file, and "." is a directory'],
  [['a.yaml', 'images/pind'], 'unknown rule "images/pind"; did you mean "images/pinned"?'],
  [['a.yaml', 'toString'], 'unknown rule "toString"'],
  [['a.yaml', 'none'], 'unknown rule "none"; `cnpg-lint rules` lists them'],
  [['a.yaml', '--format', 'sarif'], 'the formats of "config" are pretty and json'],
  [['a.yaml', '--cnpg-version', '1.1'], 'unknown CloudNativePG version "1.1"'],
  [['a.yaml', '--rule', 'x/y=off'], 'unknown rule "x/y"'],
])('2 for %j', async (args, words) => {
  const { status, stdout, stderr } = await command.run(['config', ...args]);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(words);
});
