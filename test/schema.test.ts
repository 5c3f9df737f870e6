import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toDotted } from '../src/manifest/path.ts';
import { knowledgeOf } from '../src/model/knowledge.ts';
import { type OperatorTable, operatorByMinor } from '../src/model/operator.ts';
import type { SchemaCatalog, SchemaProblem } from '../src/model/schema-catalog.ts';
import { createCatalog, type SchemaIndex, type SchemaSource } from '../src/schema/catalog.ts';
import { importCrd } from '../src/schema/import-crd.ts';
import { expandSchema, poolSchemas } from '../src/schema/pool.ts';
import type { PooledSchema } from '../src/schema/schema.ts';
import { compilePool } from '../src/schema/structural.ts';
import { CrdError, withUserCrds } from '../src/schema/user-crds.ts';

const GROUP = 'postgresql.cnpg.io';
const NEWEST = { cnpg: '1.30', plugin: '0.14' };

const embedded = createCatalog(compiledHere());

describe('importing a CRD', () => {
  it('keeps structure and constraints and drops prose', () => {
    const schema = spec({
      size: {
        type: 'string',
        description: 'prose',
        example: 1,
        maxLength: 3,
        'x-kubernetes-validations': [{ rule: 'self != ""', message: 'prose', reason: 'FieldValueInvalid' }],
      },
    });
    expect(schema).toEqual({
      type: 'object',
      properties: {
        size: {
          type: 'string',
          maxLength: 3,
          'x-kubernetes-validations': [{ rule: 'self != ""', reason: 'FieldValueInvalid' }],
        },
      },
      additionalProperties: false,
    });
  });

  it('leaves status to the cluster and knows the fields of metadata', () => {
    const { schema } = importCrd(crd({}), 'it');
    expect(schema.properties?.['status']).toEqual({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true });
    expect(Object.keys(schema.properties?.['metadata']?.properties ?? {})).toContain('annotations');
  });

  it('reads int-or-string, exclusive bounds and defaulted required fields as the API server does', () => {
    const schema = spec(
      {
        size: { anyOf: [{ type: 'integer' }, { type: 'string' }], pattern: '^a', 'x-kubernetes-int-or-string': true },
        n: { type: 'number', minimum: 1, exclusiveMinimum: true },
        d: { type: 'string', default: 'x' },
      },
      { required: ['d', 'n'] },
    );
    expect(schema?.properties?.['size']).toEqual({ type: ['integer', 'string'], pattern: '^a' });
    expect(schema?.properties?.['n']).toEqual({ type: 'number', exclusiveMinimum: 1 });
    expect(schema?.required).toEqual(['n']);
  });

  it.each([
    [{ kind: 'ConfigMap' }, 'Document 1 is not a CustomResourceDefinition but a ConfigMap'],
    [null, 'Document 1 is not a CustomResourceDefinition but no object'],
    [{ ...crd({}), apiVersion: 'apiextensions.k8s.io/v1beta1' }, /only apiextensions.k8s.io\/v1 is understood/u],
    [
      { ...crd({}), spec: { ...crd({}).spec, versions: [{ name: 'v1', served: true, storage: true }] } },
      /has no schema/u,
    ],
    [{ ...crd({}), spec: { ...crd({}).spec, names: { plural: 'things' } } }, 'Document 1 has no spec.names.kind'],
  ])('refuses what is no usable CRD: %j', (document, message) => {
    expect(() => withUserCrds(embedded, [document])).toThrow(CrdError);
    expect(() => withUserCrds(embedded, [document])).toThrow(message);
  });
});

describe('pooling', () => {
  const labelled = {
    type: 'object',
    properties: { name: { type: 'string' }, value: { type: 'string' } },
    additionalProperties: false,
  } as const;
  const older = { type: 'object', properties: { a: labelled, b: labelled }, additionalProperties: false } as const;
  const newer = {
    type: 'object',
    properties: { a: labelled, b: labelled, c: labelled },
    additionalProperties: false,
  } as const;
  const releases = [
    { minor: '1.9', schema: older },
    { minor: '1.10', schema: newer },
  ];

  it('writes what is the same once, and loses nothing', () => {
    const pool = poolSchemas(releases);
    expect(Object.keys(pool.$defs)).toEqual(['a', 'root', 'root2']);
    for (const { minor, schema } of releases) expect(expandSchema(pool, minor)).toEqual(schema);
    expect(expandSchema(pool, '1.11')).toBeUndefined();
  });

  it('gives back every embedded schema', () => {
    const pool: PooledSchema = readJson('cnpg/cluster.json');
    const expanded = Object.keys(pool.minors).map((minor) => ({ minor, schema: expandSchema(pool, minor) ?? {} }));
    expect(poolSchemas(expanded)).toEqual(pool);
  });
});

describe('one mistake, one problem', () => {
  it.each<[string, object, object, string]>([
    ['unknown field', { a: { type: 'string' } }, { b: 1 }, 'unknown-field spec.b {"fields":["a"]}'],
    [
      'wrong type instead of enum and pattern',
      { a: { type: 'string', enum: ['x'], pattern: '^x', maxLength: 1 } },
      { a: 12 },
      'wrong-type spec.a {"types":["string"],"found":"integer"}',
    ],
    [
      'enum before pattern',
      { a: { type: 'string', enum: ['x'], pattern: '^x' } },
      { a: 'y' },
      'not-allowed-value spec.a {"allowed":["x"]}',
    ],
    ['pattern', { a: { type: 'string', pattern: '^x' } }, { a: 'y' }, 'pattern spec.a {"pattern":"^x"}'],
    ['minimum', { a: { type: 'integer', minimum: 1 } }, { a: 0 }, 'range spec.a {"comparison":">=","limit":1}'],
    [
      'int32',
      { a: { type: 'integer', format: 'int32' } },
      { a: 2 ** 31 },
      'range spec.a {"comparison":"<=","limit":2147483647}',
    ],
    [
      'int64',
      { a: { type: 'integer', format: 'int64' } },
      { a: -1e20 },
      'range spec.a {"comparison":">=","limit":"-9223372036854775808"}',
    ],
    [
      'length in code points',
      { a: { type: 'string', maxLength: 1 } },
      { a: '😀😀' },
      'length spec.a {"what":"characters","comparison":"<=","limit":1,"found":2}',
    ],
    [
      'items',
      { a: { type: 'array', minItems: 1, items: { type: 'string' } } },
      { a: [] },
      'length spec.a {"what":"items","comparison":">=","limit":1,"found":0}',
    ],
    [
      'date-time',
      { a: { type: 'string', format: 'date-time' } },
      { a: '2024-02-30T00:00:00Z' },
      'format spec.a {"format":"date-time"}',
    ],
    ['base64', { a: { type: 'string', format: 'byte' } }, { a: 'YQ=' }, 'format spec.a {"format":"byte"}'],
    [
      'int-or-string',
      { a: { 'x-kubernetes-int-or-string': true } },
      { a: 1.5 },
      'wrong-type spec.a {"types":["integer","string"],"found":"number"}',
    ],
    [
      'null in a list',
      { a: { type: 'array', items: { type: 'string', enum: ['x'] } } },
      { a: ['x', null] },
      'wrong-type spec.a[1] {"types":["string"],"found":"null"}',
    ],
    [
      'set',
      { a: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' } },
      { a: ['x', 'y', 'x'] },
      'duplicate-item spec.a[2] {"keys":"x","firstIndex":0}',
    ],
    [
      'anyOf',
      { a: { type: 'string', anyOf: [{ pattern: '^x' }, { pattern: '^y' }] } },
      { a: 'z' },
      'not-allowed-value spec.a {"allowed":[]}',
    ],
  ])('%s', (_, properties, value, expected) => {
    expect(shown(judge(properties, value))).toEqual([expected]);
  });

  it('accepts what is right', () => {
    const properties = {
      quantity: { pattern: '^\\d+$', 'x-kubernetes-int-or-string': true },
      when: { type: 'string', format: 'date-time' },
      data: { type: 'string', format: 'byte' },
      free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { a: { type: 'string' } } },
      map: { type: 'object', additionalProperties: { type: 'string' } },
      nil: { type: 'string', nullable: true },
      odd: { type: 'string', pattern: '(?i)only Go reads this' },
    };
    expect(
      judge(properties, {
        quantity: 5,
        when: '2024-02-29T23:59:59.5+01:00',
        data: 'YQ==',
        free: { b: 1 },
        map: { any: 'x' },
        nil: null,
        odd: 'x',
      }),
    ).toEqual([]);
  });

  it('takes a null in an object for no value', () => {
    const properties = {
      a: { type: 'string', default: 'x' },
      b: { type: 'string', enum: ['x'] },
      c: { type: 'string' },
      d: { type: 'string', nullable: true },
    };
    const problems = judge(properties, { a: null, b: null, c: null, d: null }, { required: ['a', 'c', 'd'] });
    expect(shown(problems)).toEqual(['missing-field spec.c {"field":"c"}']);
  });

  it('compares list-map keys after their defaults', () => {
    const item = {
      type: 'object',
      properties: { port: { type: 'integer' }, protocol: { type: 'string', default: 'TCP' } },
      required: ['port', 'protocol'],
    };
    const properties = {
      ports: {
        type: 'array',
        items: item,
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['port', 'protocol'],
      },
    };
    const problems = judge(properties, {
      ports: [{ port: 1 }, { port: 1, protocol: 'UDP' }, { protocol: 'TCP', port: 1 }, {}],
    });
    expect(shown(problems)).toEqual([
      'duplicate-item spec.ports[2] {"keys":{"port":1,"protocol":"TCP"},"firstIndex":0}',
      'missing-field spec.ports[3].port {"field":"port"}',
    ]);
  });

  it('puts problems in document order, what is missing last', () => {
    const properties = {
      a: { type: 'string' },
      b: { type: 'string' },
      c: { type: 'array', items: { type: 'string' } },
    };
    const problems = judge(properties, { c: ['x', 1, 2], z: 1, a: 1 }, { required: ['b'] });
    expect(problems.map(({ path }) => toDotted(path))).toEqual([
      'spec.c[1]',
      'spec.c[2]',
      'spec.z',
      'spec.a',
      'spec.b',
    ]);
  });
});

describe('the embedded catalog', () => {
  it('knows the minors of kinds and fields', () => {
    expect(embedded.cnpgVersions).toEqual(['1.22', '1.23', '1.24', '1.25', '1.26', '1.27', '1.28', '1.29', '1.30']);
    expect(embedded.pluginVersions).toEqual(['0.5', '0.9', '0.14']);
    expect(embedded.groups.toSorted()).toEqual(['barmancloud.cnpg.io', GROUP]);
    expect(embedded.kind(GROUP, 'DatabaseRole')).toMatchObject({
      plural: 'databaseroles',
      namespaced: true,
      versions: ['v1'],
      minors: ['1.30'],
    });
    expect(embedded.kind(GROUP, 'ClusterImageCatalog')?.namespaced).toBe(false);
    expect(embedded.kind(GROUP, 'Role')).toBeUndefined();
    expect(embedded.fieldMinors(GROUP, 'Cluster', ['spec', 'primaryLease'])).toEqual(['1.30']);
    expect(embedded.fieldMinors(GROUP, 'Cluster', ['spec', 'plugins', 0, 'name'])[0]).toBe('1.23');
    expect(embedded.fieldMinors(GROUP, 'Cluster', ['spec', 'nothing'])).toEqual([]);
  });

  it('describes fields', () => {
    expect(embedded.field(GROUP, 'Cluster', ['spec', 'instances'], NEWEST)).toMatchObject({
      type: 'integer',
      required: false,
      default: 1,
    });
    expect(embedded.field(GROUP, 'Cluster', ['spec', 'primaryUpdateStrategy'], NEWEST)?.allowed).toEqual([
      'unsupervised',
      'supervised',
    ]);
    expect(embedded.field(GROUP, 'Cluster', ['spec', 'externalClusters', 3, 'name'], NEWEST)?.required).toBe(true);
    expect(embedded.field(GROUP, 'Cluster', ['spec', 'externalClusters'], NEWEST)).toMatchObject({
      type: 'array',
      fields: expect.arrayContaining(['name', 'plugin']),
    });
    expect(embedded.field(GROUP, 'Cluster', ['spec', 'resources', 'limits', 'cpu'], NEWEST)?.type).toBe(
      'integer or string',
    );
    expect(embedded.field(GROUP, 'Cluster', ['spec', 'primaryLease'], { ...NEWEST, cnpg: '1.29' })).toBeUndefined();
  });

  it('finds where a field of a name belongs', () => {
    const paths = embedded.fieldsNamed(GROUP, 'Cluster', 'destinationPath', NEWEST).map(toDotted);
    expect(paths).toEqual([
      'spec.backup.barmanObjectStore.destinationPath',
      'spec.externalClusters.barmanObjectStore.destinationPath',
    ]);
    expect(embedded.fieldsNamed('barmancloud.cnpg.io', 'ObjectStore', 'retentionPolicy', NEWEST)).toEqual([
      ['spec', 'retentionPolicy'],
    ]);
  });

  it('judges by the minor of the target', () => {
    const cluster = {
      apiVersion: `${GROUP}/v1`,
      kind: 'Cluster',
      metadata: { name: 'a' },
      spec: { storage: { size: '1Gi' }, primaryLease: {} },
    };
    expect(embedded.validate(GROUP, 'Cluster', cluster, NEWEST)).toEqual([]);
    expect(embedded.validate(GROUP, 'Cluster', cluster, { ...NEWEST, cnpg: '1.29' }).map(({ code }) => code)).toEqual([
      'unknown-field',
    ]);
    expect(embedded.validate(GROUP, 'DatabaseRole', {}, { ...NEWEST, cnpg: '1.29' })).toEqual([]);
  });

  it('tells which missing values the operator takes as empty', () => {
    const cluster = { spec: { externalClusters: [{}], backup: { barmanObjectStore: {} } } };
    const problems = embedded.validate(GROUP, 'Cluster', { metadata: {}, ...cluster }, NEWEST);
    expect(shown(problems)).toEqual([
      'filled-in spec.externalClusters[0].name {"field":"name","becomes":""}',
      'missing-field spec.backup.barmanObjectStore.destinationPath {"field":"destinationPath"}',
    ]);
  });
});

describe('user CRDs', () => {
  const catalog = withUserCrds(embedded, [
    crd({ size: { type: 'integer' } }),
    crd({ a: { type: 'string' } }, { group: GROUP, kind: 'Database' }),
  ]);

  it('replace the embedded kinds, whatever the target', () => {
    const value = { metadata: {}, spec: { b: 1 } };
    for (const cnpg of catalog.cnpgVersions)
      expect(catalog.validate(GROUP, 'Database', value, { ...NEWEST, cnpg }).map(({ path }) => toDotted(path))).toEqual(
        ['spec.b'],
      );
    expect(catalog.kinds.filter(({ kind }) => kind === 'Database')).toHaveLength(1);
    expect(catalog.fieldMinors(GROUP, 'Database', ['spec', 'a'])).toEqual(catalog.cnpgVersions);
  });

  it('add kinds and leave the others alone', () => {
    expect(catalog.groups).toContain('example.org');
    expect(catalog.field('example.org', 'Thing', ['spec', 'size'], NEWEST)?.type).toBe('integer');
    expect(catalog.kind(GROUP, 'Cluster')).toEqual(embedded.kind(GROUP, 'Cluster'));
  });
});

/** The embedded schemas, compiled here so that no build is needed. */
function compiledHere(): SchemaSource {
  const compiled = new Map<string, ReturnType<typeof compilePool>>();
  const index = readJson<SchemaIndex>('index.json');
  return {
    index,
    operator: operatorByMinor(
      readJson<OperatorTable>('operator.json'),
      index.cnpg.map(({ minor }) => minor),
    ),
    knowledge: knowledgeOf({
      postgres: () => readJson('postgres/settings.json'),
      pgbouncer: () => readJson('pgbouncer.json'),
      lifecycle: () => readJson('lifecycle.json'),
    }),
    schema: (file) => readJson<PooledSchema>(file),
    validator(file, minor) {
      const validators = compiled.get(file) ?? compilePool(readJson<PooledSchema>(file));
      compiled.set(file, validators);
      return validators(minor);
    },
  };
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(`../schemas/${file}`, import.meta.url), 'utf8')) as T;
}

function crd(
  properties: object,
  { group = 'example.org', kind = 'Thing', ...more }: { group?: string; kind?: string; required?: string[] } = {},
) {
  const openAPIV3Schema = {
    type: 'object',
    properties: { spec: { type: 'object', properties, ...more }, status: { type: 'object' } },
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    spec: {
      group,
      names: { kind, plural: `${kind.toLowerCase()}s` },
      scope: 'Namespaced',
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }],
    },
  };
}

function spec(properties: object, more: { required?: string[] } = {}) {
  return importCrd(crd(properties, more), 'it').schema.properties?.['spec'];
}

function judge(properties: object, value: object, more: { required?: string[] } = {}): readonly SchemaProblem[] {
  const catalog: SchemaCatalog = withUserCrds(embedded, [crd(properties, more)]);
  return catalog.validate('example.org', 'Thing', { metadata: {}, spec: value }, NEWEST);
}

function shown(problems: readonly SchemaProblem[]): string[] {
  return problems.map(({ code, path, expected }) => `${code} ${toDotted(path)} ${JSON.stringify(expected)}`);
}
