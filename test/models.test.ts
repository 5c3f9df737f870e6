import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Model, setValidateFunc } from '@kubernetes-models/base';
import { describe, expect, it } from 'vitest';
import { defineRule, validateResources } from '../src/core.ts';
import * as door from '../src/models/index.ts';
import {
  Backup,
  Cluster,
  ClusterImageCatalog,
  Database,
  DatabaseRole,
  ImageCatalog,
  InvalidResourceError,
  type ObjectMeta,
  ObjectStore,
  Pooler,
  Publication,
  ScheduledBackup,
  Subscription,
} from '../src/models/index.ts';
import { objectMeta } from '../src/schema/object-meta.ts';
import { schemas } from './schemas.ts';

const metadata = { name: 'shop' };
const cluster = { name: 'shop' };
const images = [{ major: 18, image: 'ghcr.io/cloudnative-pg/postgresql:18.1' }];

const models = [
  new Backup({ metadata, spec: { cluster, method: 'volumeSnapshot' } }),
  new Cluster({ metadata, spec: { instances: 3, storage: { size: '10Gi' }, resources: { requests: { cpu: 2 } } } }),
  new ClusterImageCatalog({ metadata, spec: { images } }),
  new Database({ metadata, spec: { cluster, name: 'orders', owner: 'app' } }),
  new DatabaseRole({ metadata, spec: { cluster, name: 'app', login: true } }),
  new ImageCatalog({ metadata, spec: { images } }),
  new ObjectStore({ metadata, spec: { configuration: { destinationPath: 's3://backups/' } } }),
  new Pooler({ metadata, spec: { cluster, pgbouncer: { poolMode: 'session' } } }),
  new Publication({ metadata, spec: { cluster, name: 'all', dbname: 'orders', target: { allTables: true } } }),
  new ScheduledBackup({ metadata, spec: { cluster, schedule: '0 0 3 * * *' } }),
  new Subscription({
    metadata,
    spec: { cluster, name: 'all', dbname: 'orders', publicationName: 'all', externalClusterName: 'old' },
  }),
];

describe('models', () => {
  it('are there for every kind that people write', () => {
    const written = schemas.kinds.map(({ kind }) => kind).filter((kind) => kind !== 'FailoverQuorum');
    expect(models.map(({ kind }) => kind)).toEqual([...written].sort());
    expect(Object.keys(door).sort()).toEqual([...written, 'InvalidResourceError'].sort());
  });

  it.each(models)('of $kind tell what they are and are valid', (model) => {
    const { group, versions } = schemas.kinds.find(({ kind }) => kind === model.kind) ?? { group: '', versions: [] };
    expect(model.apiVersion).toBe(`${group}/${versions[0]}`);
    expect(model.constructor).toHaveProperty('name', model.kind);
    expect(model.constructor).toHaveProperty('kind', model.kind);
    expect(model.constructor).toHaveProperty('apiVersion', model.apiVersion);
    expect(model).toBeInstanceOf(Model);
    expect(() => model.validate()).not.toThrow();
  });

  it('become plain objects, without what is undefined', () => {
    const model = new Cluster({ metadata, spec: { ...{ instances: undefined }, storage: { size: '1Gi' } } as object });
    expect(Object.getPrototypeOf(model.toJSON())).toBe(Object.prototype);
    expect(JSON.stringify(model)).toBe(
      '{"apiVersion":"postgresql.cnpg.io/v1","kind":"Cluster","metadata":{"name":"shop"},"spec":{"storage":{"size":"1Gi"}}}',
    );
  });

  it('keep the kind of their class', () => {
    const other = { apiVersion: 'v1', kind: 'ConfigMap', metadata, spec: {} };
    expect(new Cluster(other)).toMatchObject({ apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster' });
  });

  it('know their own by what these say of themselves', () => {
    expect(models.filter((model) => Cluster.is(model))).toEqual([models[1]]);
    expect(Cluster.is({ apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster' })).toBe(true);
    expect([undefined, null, 'Cluster', {}, { kind: 'Cluster' }].some(Cluster.is)).toBe(false);
  });
});

describe('validate', () => {
  it.each([
    ['spec.instances', '"instances" takes an integer, not the string "three"', { instances: 'three' }],
    ['spec.instances', '"instances" takes at least 1, not "0"', { instances: 0 }],
    [
      'spec.storrage',
      '"storrage" is not a field of "spec"; the nearest one is "storage"',
      { storrage: { size: '1Gi' } },
    ],
    ['spec.zzz', '"zzz" is not a field of "spec"', { zzz: 1 }],
    [
      'spec.bootstrap.recovery.backup.name',
      '"name" is missing in "spec.bootstrap.recovery.backup", and the operator takes it as empty',
      { bootstrap: { recovery: { backup: {} } } },
    ],
    [
      'spec.postgresql.extensions[1]',
      '"a" stands twice in "extensions"',
      { postgresql: { extensions: [{ name: 'a' }, { name: 'a' }] } },
    ],
    [
      'spec.primaryUpdateMethod',
      '"primaryUpdateMethod" takes one of "switchover", "restart", not "reload"',
      { primaryUpdateMethod: 'reload' },
    ],
    [
      'spec.backup.retentionPolicy',
      '"7" is not a number of days, weeks or months such as "30d", "4w" or "6m"',
      { backup: { retentionPolicy: '7' } },
    ],
    [
      'spec.resources.limits.cpu',
      '"cpu" takes an integer or a string, not the boolean "true"',
      { resources: { limits: { cpu: true } } },
    ],
    [
      'spec.bootstrap.recovery.source',
      '"source" takes a string, not a list',
      { bootstrap: { recovery: { source: ['a cluster with a very long name that nobody would want to read'] } } },
    ],
    [
      'spec.externalClusters[0].barmanObjectStore.destinationPath',
      '"destinationPath" is empty',
      { externalClusters: [{ name: 'old', barmanObjectStore: { destinationPath: '' } }] },
    ],
  ])('says of %s: %s', (field, message, spec) => {
    expect(errorOf(new Cluster({ metadata, spec: spec as object })).fields).toEqual([
      { field, path: `/${field.replaceAll(/[.[]/gu, '/').replaceAll(']', '')}`, message },
    ]);
  });

  it('throws one error that lists all, in their order', () => {
    const error = errorOf(new Backup({ metadata, spec: { target: 'somewhere', online: 'yes' } as never }));
    expect(error.message).toBe(
      [
        'Backup "shop" is not valid:',
        '  spec.cluster: "cluster" is missing in "spec"',
        '  spec.target: "target" takes one of "primary", "prefer-standby", not "somewhere"',
        '  spec.online: "online" takes a boolean, not the string "yes"',
      ].join('\n'),
    );
    expect(errorOf(new Backup({ metadata: {}, spec: {} as never })).message).toMatch(/^Backup is not valid:\n/u);
  });

  it('takes a model inside of a model for the object that it makes', () => {
    class Storage extends Model<{ size: string }> {
      declare size: string;
    }
    // As the packages of @kubernetes-models have it, this puts a method where loops over fields see it.
    setValidateFunc(Storage, (_data): _data is { size: string } => true);
    const storage = new Storage({ size: '1Gi' });
    expect(() => new Cluster({ metadata, spec: { storage } }).validate()).not.toThrow();
  });

  it('knows all fields of metadata that the types know', () => {
    const full: Required<ObjectMeta> = {
      annotations: { note: 'x' },
      creationTimestamp: '2026-01-01T00:00:00Z',
      deletionGracePeriodSeconds: 0,
      deletionTimestamp: '2026-01-01T00:00:00Z',
      finalizers: ['example.org/x'],
      generateName: 'shop-',
      generation: 1,
      labels: { app: 'shop' },
      managedFields: [{ manager: 'kubectl', operation: 'Apply', fieldsV1: {} }],
      name: 'shop',
      namespace: 'shop',
      ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'x', uid: 'x' }],
      resourceVersion: '1',
      selfLink: 'x',
      uid: 'x',
    };
    expect(Object.keys(full)).toEqual(Object.keys(objectMeta.properties ?? {}));
    expect(() => new Cluster({ metadata: full, spec: {} }).validate()).not.toThrow();
  });

  function errorOf(model: { validate(): void }): InvalidResourceError {
    try {
      model.validate();
    } catch (error) {
      if (error instanceof InvalidResourceError) return error;
      throw error;
    }
    throw new Error('The model is valid');
  }
});

it('models are resources to lint', () => {
  const rule = defineRule({
    id: 'ha/one-instance',
    kinds: ['Cluster'],
    consequence: 'outage',
    preset: 'recommended',
    summary: 'A Cluster has more than one instance',
    why: 'A single instance has nothing to fail over to.',
    remedy: 'Set spec.instances to 3.',
    references: ['https://cloudnative-pg.io/documentation/current/architecture/'],
    check(subject) {
      const instances = subject.get('integer', 'spec', 'instances');
      return instances?.value === 1 ? { at: instances.at, message: 'The Cluster has 1 instance' } : undefined;
    },
  });
  const lonely = new Cluster({ metadata, spec: { instances: 1, storage: { size: '10Gi' } } });
  const report = validateResources([...models, lonely], {
    schemas,
    customRules: [rule],
    rules: { '*': 'off', [rule.id]: 'warning' },
  });
  expect(report.summary.resources).toBe(models.length + 1);
  expect(report.findings).toMatchObject([
    {
      rule: rule.id,
      path: '/spec/instances',
      resource: { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', name: 'shop' },
    },
  ]);
});

it('the types hold what test/types expects of them', () => {
  const project = fileURLToPath(new URL('types/tsconfig.json', import.meta.url));
  const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
  const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', project], { encoding: 'utf8' });
  expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
});
