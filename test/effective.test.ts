import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { effectiveManifests } from '../src/core.ts';
import { schemas } from './schemas.ts';

/* What defaults make of a manifest, and who adds them. */

const effective = (text: string, cnpgVersion = '1.30'): string =>
  effectiveManifests([{ path: 'a.yaml', text }], { schemas, cnpgVersion });

const cluster = (spec: string, annotations = ''): string => `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: shop
${annotations === '' ? '' : `  annotations:\n    ${annotations}\n`}spec:
  storage:
    size: 10Gi
${spec.replaceAll(/^(?=.)/gmu, '  ')}`;

interface Shown {
  readonly spec: Record<string, never> & {
    readonly imageName?: string;
    readonly bootstrap: Record<string, Record<string, unknown>>;
    readonly postgresql: {
      readonly parameters?: Record<string, string>;
      readonly synchronous?: Record<string, unknown>;
    };
    readonly tablespaces: readonly { readonly owner: { readonly name: string } }[];
  };
}
const shown = (text: string, version?: string): Shown => parse(effective(text, version), { version: '1.1' }) as Shown;

test('what is written carries no comment, what is added says by whom', () => {
  const text = effective(cluster('instances: 3\nlogLevel: ""\n'));
  expect(text).toMatch(/^ {2}instances: 3$/mu);
  expect(text).toMatch(/^ {2}primaryUpdateMethod: restart # default of the CRD$/mu);
  expect(text).toMatch(
    /^ {2}imageName: ghcr.io\/cloudnative-pg\/postgresql:18.4-system-trixie # set by the operator's webhook$/mu,
  );
});

test('texts that YAML 1.1 reads as something else are in quotes', () => {
  expect(effective(cluster(''))).toContain('wal_log_hints: "on"');
});

describe('the webhook', () => {
  test('takes the default image of the minor', () => {
    expect(shown(cluster(''), '1.22').spec.imageName).toBe('ghcr.io/cloudnative-pg/postgresql:16.3');
    expect(
      shown(cluster('imageCatalogRef: {apiGroup: postgresql.cnpg.io, kind: ImageCatalog, name: a, major: 17}\n')).spec
        .imageName,
    ).toBeUndefined();
  });

  test.each([
    ['initdb', '', { database: 'app', owner: 'app', encoding: 'UTF8', localeCollate: 'C', localeCType: 'C' }],
    ['initdb', 'bootstrap: {initdb: {database: shop}}\n', { database: 'shop', owner: 'shop' }],
    ['recovery', 'bootstrap: {recovery: {source: a}}\n', { database: 'app', owner: 'app' }],
    ['pg_basebackup', 'bootstrap: {pg_basebackup: {source: a, database: shop}}\n', { database: 'shop', owner: 'shop' }],
  ])('completes %s for "%s"', (method, spec, expected) => {
    expect(shown(cluster(spec)).spec.bootstrap[method]).toMatchObject(expected);
  });

  test('leaves the database of a monolith import open since 1.25', () => {
    const spec = 'bootstrap: {initdb: {import: {type: monolith, databases: ["*"], source: {externalCluster: a}}}}\n';
    expect(shown(cluster(spec), '1.24').spec.bootstrap['initdb']).toMatchObject({ database: 'app' });
    expect(shown(cluster(spec)).spec.bootstrap['initdb']).not.toHaveProperty('database');
  });

  test.each([
    ['on', '', ''],
    ['off', '', 'cnpg.io/skipWalArchiving: enabled'],
    ['always', 'replica: {source: a, enabled: true}\n', ''],
    ['always', 'replica: {source: a, primary: a}\n', ''],
    ['on', 'replica: {source: a, primary: shop}\n', ''],
  ])('sets archive_mode to %s', (mode, spec, annotations) => {
    expect(shown(cluster(spec, annotations)).spec.postgresql.parameters?.['archive_mode']).toBe(mode);
  });

  test('keeps parameters that are set, and adds none where the version is unknown', () => {
    expect(shown(cluster('postgresql: {parameters: {wal_level: replica}}\n')).spec.postgresql.parameters).toMatchObject(
      { wal_level: 'replica', wal_log_hints: 'on' },
    );
    expect(shown(cluster('imageName: example.org/postgresql:mine\n')).spec.postgresql).toBeUndefined();
    expect(shown(cluster('imageName: postgres:12.4\n'), '1.22').spec.postgresql.parameters).toMatchObject({
      wal_keep_segments: '32',
    });
  });

  test('names the owner of a tablespace', () => {
    const spec = 'tablespaces: [{name: a, storage: {size: 1Gi}}]\nbootstrap: {initdb: {owner: shop}}\n';
    expect(shown(cluster(spec)).spec.tablespaces[0]?.owner.name).toBe('shop');
  });

  test('lets an annotation override the failover quorum, and says so', () => {
    const spec = 'postgresql: {synchronous: {method: any, number: 1, failoverQuorum: true}}\n';
    const text = effective(cluster(spec, 'alpha.cnpg.io/failoverQuorum: "off"'));
    expect(text).toContain('failoverQuorum: true\n');
    const off = effective(cluster(spec, 'alpha.cnpg.io/failoverQuorum: "false"'));
    expect(off).toContain("failoverQuorum: false # overridden by the operator's webhook");
  });
});

test('other kinds have the defaults of their CRD alone, and patches are left out', () => {
  const backup =
    'apiVersion: postgresql.cnpg.io/v1\nkind: Backup\nmetadata: {name: a}\nspec: {cluster: {name: shop}}\n';
  expect(effective(backup)).toContain('method: barmanObjectStore # default of the CRD');
  expect(effective(cluster('$patch: delete\n'))).toBe('');
});

test('a null counts as absent', () => {
  expect(effective(cluster('instances: null\nbackup: null\n'))).toContain('instances: 1 # default of the CRD');
});
