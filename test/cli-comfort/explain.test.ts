import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeField } from '../../src/engine/describe-field.ts';
import { findField, toFieldText } from '../../src/engine/find-field.ts';
import type { KindInfo } from '../../src/model/schema-catalog.ts';
import { schemas } from '../schemas.ts';
import { runCommand } from './run-command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cnpg-lint-'));
  writeFileSync(join(folder, '.cnpg-lint.yaml'), 'cnpgVersion: "1.25"\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function explain(...args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await runCommand(['explain', ...args]);
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

describe('fields', () => {
  test('type, pattern, releases and rules', async () => {
    const text = await explain('cluster.spec.backup.retentionPolicy');
    expect(text).toMatch(/^Cluster\.spec\.backup\.retentionPolicy\n\n {2}Type +string\n {2}Required +no\n/u);
    expect(text).toContain('a number of days, weeks or months such as "30d"');
    expect(text).toMatch(/Since +CloudNativePG 1\.22 or earlier/u);
    expect(text).toMatch(/Rules that report on it:\n(?: .*\n)* {2}backup\/retention-policy-set +warning: /u);
  });

  test.each([
    ['the default of the CRD', 'Cluster.spec.instances', /Default +1\n/u],
    ['the default of the operator', 'spec.bootstrap.initdb.database', /Default +"app", set by the operator's webhook/u],
    ['each value of a map that the operator fills', 'spec.postgresql.parameters', /\n {2}wal_keep_size +"512MB"\n/u],
    ['what is allowed', 'Pooler.spec.type', /Allowed +"rw", "ro", "r"\n/u],
    ['when more was allowed', 'Pooler.spec.type', /Changes:\n {2}1\.24 {2}Allowed: .*"r" \(before: "rw", "ro"\)/u],
    ['limits', 'spec.postgresql.extensions[].name', /Limits +1 to 59 characters/u],
    ['what is required, in lists without brackets', 'spec.externalClusters.name', /Required +yes/u],
    ['what cannot be changed', 'Database.spec.name', /Immutable +yes, once it is set/u],
    ['what is fixed with all above it', 'Pooler.spec.cluster.name', /Immutable +yes, once it is set/u],
    ['what a CEL rule refuses', 'spec.imageName', /Refused when +The image is given twice/u],
    ['since when', 'spec.primaryLease', /Since +CloudNativePG 1\.30\n/u],
    ['the plugin', 'ObjectStore.spec.configuration', /Since +the Barman Cloud plugin 0\.5 or earlier/u],
    ['lists', 'spec.externalClusters', /Type +list of objects/u],
    [
      'the fields below',
      'Cluster.spec.storage',
      /Fields:\n {2}pvcTemplate +object\n {2}resizeInUseVolumes +boolean, default true\n/u,
    ],
    ['a kind', 'ScheduledBackup', /Fields:\n(?: .*\n)* {2}spec +object, required\n/u],
    ['a field without spec', 'ScheduledBackup.schedule', /^ScheduledBackup\.spec\.schedule\n/u],
    ['a pointer of a report', '/spec/storage/size', /^Cluster\.spec\.storage\.size\n/u],
    ['the key of a map', 'spec.postgresql.parameters.max_wal_size', /storage\/wal-budget/u],
    [
      'a parameter of PostgreSQL',
      'spec.postgresql.parameters.max_wal_size',
      /PostgreSQL +integer, counted in MB, 2 to \d+, default "1024", changed at a reload/u,
    ],
    [
      'a parameter that only the operator sets',
      'spec.postgresql.parameters.archive_mode',
      /which only the operator sets/u,
    ],
    [
      'a parameter with a slip',
      'spec.postgresql.parameters.max_wal_sise',
      /PostgreSQL +no parameter of this name; did you mean "max_wal_size"\?/u,
    ],
    [
      'a parameter of PgBouncer',
      'Pooler.spec.pgbouncer.parameters.default_pool_size',
      /PgBouncer +integer, default "20"/u,
    ],
    ['a key with dots', 'Cluster.metadata.annotations.cnpg.io/hibernation', /\["cnpg\.io\/hibernation"\]\n/u],
  ])('%s', async (_, field, expected) => {
    expect((await runCommand(['explain', field])).stdout).toMatch(expected);
  });

  test('a kind that is not named is the only one, or a Cluster', async () => {
    expect(await explain('spec.schedule')).toMatch(/^ScheduledBackup\.spec\.schedule\n/u);
    const { stdout, stderr } = await runCommand(['explain', 'spec.instances']);
    expect(stdout).toMatch(/^Cluster\.spec\.instances\n/u);
    expect(stderr).toBe('note: this is the field of a Cluster; it is in Pooler, too\n');
  });

  test('a release that lacks the field', async () => {
    const text = await explain('--cnpg-version', '1.24', 'spec.primaryLease');
    expect(text).toContain('The release that is asked for does not have it; this is what 1.30 says.');
    const configured = await runCommand(['explain', 'spec.primaryLease'], { cwd: folder });
    expect(configured.stdout).toBe(text);
    expect((await runCommand(['explain', '--no-config', 'spec.primaryLease'], { cwd: folder })).stdout).not.toBe(text);
  });

  test('JSON', async () => {
    expect(JSON.parse(await explain('--format', 'json', 'Cluster.spec.primaryUpdateStrategy'))).toEqual({
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      field: 'spec.primaryUpdateStrategy',
      inTarget: true,
      type: 'string',
      required: false,
      immutable: false,
      default: 'unsupervised',
      allowed: ['unsupervised', 'supervised'],
      minor: '1.30',
      minors: schemas.cnpgVersions,
      changes: [],
      fields: [],
      rules: ['admission/primary-update-strategy-supervised-single-instance', 'ha/supervised-update'],
      rulesThatRead: expect.any(Array),
    });
  });

  test('every field of every release has a description, and is found by its text', () => {
    const target = { cnpg: schemas.cnpgVersions.at(-1) ?? '', plugin: schemas.pluginVersions.at(-1) ?? '' };
    let count = 0;
    const visit = (kind: KindInfo, path: readonly (string | number)[]): void => {
      const text = [kind.kind, toFieldText(path)].join('.').replace(/\.$/u, '');
      const search = findField(text, schemas, target);
      expect(search, text).toEqual({ field: expect.objectContaining({ kind, path }), others: [] });
      const { facts, fields } = describeField({ kind, path }, schemas, target);
      count += 1;
      // The types of Kubernetes itself are many, and deep.
      if (path.length > 5) return;
      const items = facts.type === 'array' ? [...path, 0] : path;
      for (const { name } of fields) visit(kind, [...items, name]);
    };
    for (const kind of schemas.kinds.filter(({ kind }) => kind !== 'Pooler')) visit(kind, []);
    expect(count).toBeGreaterThan(500);
  });
});

test('rules, as text and as JSON', async () => {
  expect(await explain('images/pinned')).toMatch(/^images\/pinned\n.*\n\nSeverity: warning, from preset production\n/u);
  expect(JSON.parse(await explain('--format', 'json', 'images/pinned'))).toMatchObject({
    id: 'images/pinned',
    severity: 'warning',
  });
});

test('the page on the command line shows what is printed', async () => {
  const page = readFileSync(new URL('../../docs/command-line.md', import.meta.url), 'utf8');
  const [, args = '', shown] = /```text\n\$ cnpg-lint explain ([^\n]*)\n(.*?)```/su.exec(page) ?? [];
  expect(shown).toBe(await explain(args));
});

test('text is as wide as is asked for', async () => {
  const widest = async (columns: string): Promise<number> => {
    const { stdout } = await runCommand(['explain', 'backup/schedule-six-fields'], { env: { COLUMNS: columns } });
    return Math.max(
      ...stdout
        .split('\n')
        .filter((line) => !line.includes('https://'))
        .map((line) => line.length),
    );
  };
  expect(await widest('60')).toBeLessThanOrEqual(60);
  expect(await widest('120')).toBeGreaterThan(100);
});

test.each([
  [['spec.replicas'], 'Cluster has no field "spec.replicas"; did you mean "Cluster.spec.instances"?'],
  [['cluster.spec.bakup.retentionPolicy'], 'did you mean "Cluster.spec.backup.retentionPolicy"?'],
  [['Cluster.retentionPolicy'], 'did you mean "Cluster.spec.backup.retentionPolicy"?'],
  [['Clustr.spec'], 'unknown kind "Clustr"; did you mean "Cluster"?'],
  [['spec.cluster.name'], 'is a field of Backup, Database, '],
  [['ScheduledBackup.spec.cluster.namespace'], 'a reference never leaves its namespace'],
  [['Cluster.spec.storage[].size'], 'Cluster.spec.storage is no list'],
  [['Cluster.spec.nonsense'], '`cnpg-lint explain Cluster.spec` lists the fields there'],
  [['Cluster.spec.storage.nonsense'], 'Cluster.spec.storage has pvcTemplate, resizeInUseVolumes, size, storageClass'],
  [['spec..backup'], '"spec..backup" is no field such as spec.externalClusters[].name'],
  [[''], '"" is no field such as'],
  [['schedule-six-fields'], 'unknown rule "schedule-six-fields"; did you mean "backup/schedule-six-fields"?'],
  [['backup/nonsense'], 'unknown rule "backup/nonsense"; `cnpg-lint rules` lists them'],
  [['a', 'b'], 'explain takes the id of one rule'],
  [['--format', 'sarif', 'spec'], 'the format of "explain" is json, not "sarif"'],
  [['--cnpg-version', '1.9', 'spec'], 'unknown CloudNativePG version "1.9"'],
  [['--fix', 'spec'], 'explain does not take --fix; it takes --cnpg-version, --crds, --config, --no-config, --format'],
])('2 for explain %j, with the reason', async (args, reason) => {
  const { status, stdout, stderr } = await runCommand(['explain', ...args]);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(reason);
});
