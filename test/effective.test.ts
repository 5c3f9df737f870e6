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
    const microservice = spec.replace('monolith', 'microservice');
    expect(shown(cluster(microservice)).spec.bootstrap['initdb']).toMatchObject({ database: 'app' });
  });

  test.each([
    ['on', '', ''],
    ['off', '', 'cnpg.io/skipWalArchiving: enabled'],
    ['always', 'replica: {source: a, enabled: true}\n', ''],
    ['always', 'replica: {source: a, primary: a}\n', ''],
    [undefined, 'replica: {source: a, primary: "${PRIMARY}"}\n', ''],
    ['on', 'replica: {source: a, primary: shop}\n', ''],
  ])('sets archive_mode to %s', (mode, spec, annotations) => {
    expect(shown(cluster(spec, annotations)).spec.postgresql.parameters?.['archive_mode']).toBe(mode);
  });

  test('keeps parameters that are set, and adds none where the version is unknown', () => {
    expect(shown(cluster('postgresql: {parameters: {wal_level: replica}}\n')).spec.postgresql.parameters).toMatchObject(
      { wal_level: 'replica', wal_log_hints: 'on' },
    );
    expect(shown(cluster('imageName: example.org/postgresql:mine\n')).spec.postgresql).toBeUndefined();
    const ofImage = (tag: string): Record<string, string> | undefined =>
      shown(cluster(`imageName: postgres:${tag}\n`), '1.22').spec.postgresql.parameters;
    expect(ofImage('12.4')).toMatchObject({ wal_keep_segments: '32' });
    expect(ofImage('12.4')).not.toHaveProperty('wal_keep_size');
    expect(ofImage('13.4')).toMatchObject({ wal_keep_size: '512MB' });
    expect(ofImage('13.4')).not.toHaveProperty('wal_keep_segments');
  });

  test.each([
    ['shop', 'bootstrap: {initdb: {owner: shop}}\n'],
    ['shop', 'bootstrap: {recovery: {source: a, owner: shop}}\n'],
    ['shop', 'bootstrap: {pg_basebackup: {source: a, database: shop}}\n'],
    ['postgres', 'bootstrap: broken\n'],
  ])('names the owner of a tablespace "%s" for "%s"', (owner, bootstrap) => {
    const given = '{name: a, storage: {size: 1Gi}}';
    const { tablespaces } = shown(cluster(`tablespaces: [${given}, broken]\n${bootstrap}`)).spec;
    expect(tablespaces).toMatchObject([{ name: 'a', owner: { name: owner } }, 'broken']);
  });

  test('leaves an owner that is written', () => {
    const spec = 'tablespaces: [{name: a, storage: {size: 1Gi}, owner: {name: blog}}]\n';
    expect(shown(cluster(spec)).spec.tablespaces[0]?.owner.name).toBe('blog');
  });

  test('completes what is there in every Cluster', () => {
    const { spec } = shown(cluster('backup: {}\npostgresql: {synchronous: {method: any, number: 1}}\n'));
    expect(spec).toMatchObject({
      affinity: { podAntiAffinityType: 'preferred' },
      backup: { target: 'prefer-standby' },
      logLevel: 'info',
      postgresql: { synchronous: { dataDurability: 'required' } },
      probes: { liveness: { isolationCheck: { enabled: true, requestTimeout: 1000, connectionTimeout: 1000 } } },
      replicationSlots: { highAvailability: { enabled: true }, synchronizeReplicas: { enabled: true } },
    });
    expect(shown(cluster('')).spec).not.toHaveProperty('backup');
  });

  test.each([
    ['podAntiAffinityType', 'affinity: {enablePodAntiAffinity: false}\n', '1.30'],
    ['synchronizeReplicas', '', '1.22'],
    ['dataDurability', 'postgresql: {synchronous: {method: any, number: 1}}\n', '1.24'],
    ['isolationCheck', '', '1.26'],
  ])('adds no %s for "%s" in %s', (field, spec, version) => {
    expect(effective(cluster(spec), version)).not.toContain(field);
  });

  test('leaves what is written', () => {
    const spec = [
      'probes: {liveness: {isolationCheck: {enabled: false}}}',
      'replicationSlots: {synchronizeReplicas: {enabled: false}}',
      '',
    ].join('\n');
    expect(shown(cluster(spec)).spec).toMatchObject({
      probes: { liveness: { isolationCheck: { enabled: false } } },
      replicationSlots: { synchronizeReplicas: { enabled: false } },
    });
  });

  test('leaves what is of a wrong type', () => {
    const spec = 'probes: 1\naffinity: 2\nbootstrap: {initdb: 3}\npostgresql: 4\nbackup: 5\nreplicationSlots: 6\n';
    expect(shown(cluster(spec)).spec).toMatchObject({
      probes: 1,
      affinity: 2,
      bootstrap: { initdb: 3 },
      postgresql: 4,
      backup: 5,
      replicationSlots: 6,
    });
    expect(shown(cluster('bootstrap: {recovery: broken}\n')).spec.bootstrap).toEqual({ recovery: 'broken' });
  });

  test('lets an annotation override the failover quorum, and says so', () => {
    const spec = 'postgresql: {synchronous: {method: any, number: 1, failoverQuorum: true}}\n';
    const text = effective(cluster(spec, 'alpha.cnpg.io/failoverQuorum: "off"'));
    expect(text).toContain('failoverQuorum: true\n');
    const off = effective(cluster(spec, 'alpha.cnpg.io/failoverQuorum: "false"'));
    expect(off).toContain("failoverQuorum: false # overridden by the operator's webhook");
    const synchronous = 'postgresql: {synchronous: {method: any, number: 1}}\n';
    const annotated = cluster(synchronous, 'alpha.cnpg.io/failoverQuorum: "true"');
    expect(shown(annotated, '1.27').spec.postgresql.synchronous).not.toHaveProperty('failoverQuorum');
    expect(shown(annotated, '1.28').spec.postgresql.synchronous).toMatchObject({ failoverQuorum: true });
  });
});

test('other kinds have the defaults of their CRD alone, and patches are left out', () => {
  const backup =
    'apiVersion: postgresql.cnpg.io/v1\nkind: Backup\nmetadata: {name: a}\nspec: {cluster: {name: shop}}\n';
  expect(effective(backup)).toContain('method: barmanObjectStore # default of the CRD');
  expect(effective(backup)).not.toContain('webhook');
  expect(effective(cluster('$patch: delete\n'))).toBe('');
});

test('a null counts as absent', () => {
  expect(effective(cluster('instances: null\nbackup: null\n'))).toContain('instances: 1 # default of the CRD');
});

test('a field that must be there and is not is empty to the operator', () => {
  const { spec } = shown(cluster('externalClusters:\n- connectionParameters: {host: old.example.com}\n- name: new\n'));
  expect(spec['externalClusters']).toEqual([
    { connectionParameters: { host: 'old.example.com' }, name: '' },
    { name: 'new' },
  ]);
});
