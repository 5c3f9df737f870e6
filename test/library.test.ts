import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  defineConfig,
  defineRule,
  type Rule,
  rules,
  SettingError,
  UsageError,
  validate,
  validateResources,
  validateText,
} from '../src/index.ts';

/* The library for Node: what it returns, and what it throws when it is asked wrongly. */

const cwd = mkdtempSync(join(tmpdir(), 'cnpg-lint-library-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const text =
  'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: a}\nspec: {instances: many, storage: {size: 1Gi}}\n';

test('files, a text and objects give the same findings', async () => {
  writeFileSync(join(cwd, 'a.yaml'), text);
  const ofFiles = await validate('*.yaml', { cwd, presets: ['server'] });
  const ofText = validateText(text, { file: 'a.yaml', presets: ['server'] });
  expect(ofText.findings).toEqual(ofFiles.findings);
  const object = {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: { name: 'a' },
    spec: { instances: 'many', storage: { size: '1Gi' } },
  };
  const ofObjects = validateResources([object, { toJSON: () => object }], { presets: ['server'] });
  expect(ofObjects.findings.map(({ rule, path }) => [rule, path])).toEqual([
    ['schema/wrong-type', '/spec/instances'],
    ['schema/wrong-type', '/spec/instances'],
  ]);
});

test("rules of one's own run beside the others", () => {
  const named = defineRule({
    id: 'team/named',
    kinds: ['Cluster'],
    consequence: 'advice',
    preset: 'recommended',
    summary: 'A Cluster has a long name',
    why: 'So that people know it.',
    remedy: 'Give it one.',
    references: [],
    check: (cluster) => ({ at: cluster.at(), message: `"${cluster.name}" is short` }),
  });
  const { findings } = validateText(text, { customRules: [named], rules: { 'team/named': 'warning' } });
  expect(findings.map(({ rule, severity }) => [rule, severity])).toContainEqual(['team/named', 'warning']);
});

test('options are the strongest configuration, with paths and patterns from the working directory', async () => {
  writeFileSync(join(cwd, 'base.json'), JSON.stringify({ rules: { 'schema/wrong-type': 'info' } }));
  mkdirSync(join(cwd, 'dev'));
  mkdirSync(join(cwd, 'old'));
  for (const name of ['a.yaml', 'dev/b.yaml', 'old/c.yaml']) writeFileSync(join(cwd, name), text);
  writeFileSync(
    join(cwd, 'own.mjs'),
    `export default { id: 'team/named', kinds: ['Cluster'], consequence: 'advice', preset: 'server', summary: 'x', why: 'x', remedy: 'x',
      references: ['https://example.com/named'], check: (cluster) => ({ at: cluster.at(), message: 'x' }) };`,
  );
  const config = defineConfig({
    extends: './base.json',
    presets: ['server'],
    overrides: [{ files: ['dev/**'], rules: { 'schema/*': 'off' } }],
    ignore: ['old/'],
    rulesFrom: ['./own.mjs'],
  });
  const { findings } = await validate('.', { ...config, cwd });
  expect(findings.map(({ file, rule, severity }) => [file, rule, severity])).toEqual([
    ['a.yaml', 'team/named', 'info'],
    ['a.yaml', 'schema/wrong-type', 'info'],
    ['dev/b.yaml', 'team/named', 'info'],
  ]);
  expect(findings[0]?.url).toBe('https://example.com/named');
});

test('what it is asked wrongly, it says', async () => {
  await expect(validate('nothing/*.yaml', { cwd })).rejects.toThrow(UsageError);
  await expect(validate('a.yaml', { cwd, config: 'none.yaml' })).rejects.toThrow(
    'cannot read the configuration none.yaml',
  );
  expect(() => validateText(text, { cnpgVersion: '1.2' })).toThrow(SettingError);
  const wrong = JSON.parse('{"cnpgVersoin": "1.30"}') as object;
  await expect(validate('a.yaml', { cwd, ...wrong })).rejects.toThrow(
    'unknown key "cnpgVersoin"; did you mean "cnpgVersion"?',
  );
  const preset = JSON.parse('{"presets": ["strikt"]}') as object;
  expect(() => validateText(text, preset)).toThrow('unknown preset "strikt"; did you mean "strict"?');
  const customRules = [{ ...rules[0], id: 'team/x', kinds: ['Clusters'] }] as Rule[];
  expect(() => validateText(text, { customRules })).toThrow('is for the kind "Clusters"; did you mean "Cluster"?');
  await expect(validate('a.yaml', { cwd, customRules })).rejects.toThrow('did you mean "Cluster"?');
  await expect(validate('a.yaml', { cwd, extends: './none.yaml' })).rejects.toThrow(
    'cannot extend "./none.yaml": no such file',
  );
  await expect(validate('a.yaml', { cwd, rulesFrom: ['./none.mjs'] })).rejects.toThrow('no file matches "./none.mjs"');
  expect(() => validateText(text, { rules: { 'schema/wrong-typ': 'off' } })).toThrow(
    'did you mean "schema/wrong-type"?',
  );
  expect(() => validateText(text, { now: 'tomorrow' })).toThrow('"now" is "tomorrow", which is no date');
  expect(() => validateText(text, { rules: { 'backup/retention-window': ['info', { min: 'a week' }] } })).toThrow(
    'the option "min" of "backup/retention-window" must be a text that matches',
  );
});

test('what it takes for today can be said', () => {
  const schedule = [
    'apiVersion: postgresql.cnpg.io/v1',
    'kind: ScheduledBackup',
    'metadata: {name: shop}',
    'spec: {schedule: "* 0 2 * * *", cluster: {name: shop}}',
  ].join('\n');
  const { findings } = validateText(schedule, { now: '2030-01-01' });
  expect(findings.map(({ help }) => help).join()).toContain('2030-01-01 02:00:00 and 2030-01-01 02:00:01 UTC');
});

test('JSON may hold a character that YAML may not', () => {
  const target = { targetName: 'before\u007frelease', backupID: '20250301T000000' };
  const cluster = {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: { name: 'shop' },
    spec: { storage: { size: '1Gi' }, bootstrap: { recovery: { backup: { name: 'b' }, recoveryTarget: target } } },
  };
  const { findings } = validateResources([cluster], { presets: ['server'] });
  expect(findings.map(({ rule }) => rule)).toEqual(['admission/recovery-target-name-control-characters']);
});

test('the webhook of a Pooler refuses a creation without its warnings', () => {
  const pooler = (pgbouncer: object): object => ({
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Pooler',
    metadata: { name: 'pool' },
    spec: { cluster: { name: 'shop' }, pgbouncer, monitoring: { enablePodMonitor: true } },
  });
  const rulesOf = (pgbouncer: object): string[] =>
    validateResources([pooler(pgbouncer)], { presets: ['server'] }).findings.map(({ rule }) => rule);
  expect(rulesOf({})).toEqual(['monitoring/enable-pod-monitor-deprecated']);
  expect(rulesOf({ parameters: { nothing: 'x' } })).toEqual(['admission/pooler-parameter-not-allowed']);
});
