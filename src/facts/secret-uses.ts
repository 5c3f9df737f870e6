import { defineFact, type Path, type Project, type Resource } from '../rule/index.ts';
import { addTo } from '../values/lists.ts';
import { inFileOrder } from './file-order.ts';
import { referents } from './referents.ts';

/** A key of a Secret that one of our resources takes a credential from. */
export interface SecretUse {
  readonly from: Resource;
  /** Where the resource names the Secret. */
  readonly path: Path;
  readonly name: string;
  readonly key: string;
  /** A role's name and password, the key that opens an object store, or something that goes with it. */
  readonly as: 'username' | 'password' | 'storage key' | 'storage setting';
}

/** Which keys of Secrets does a resource take credentials from? Certificates and files are none. */
export function secretUses(resource: Resource): readonly SecretUse[] {
  const external = indices(resource, externalClusters);
  return [
    ...roleSecrets(resource).flatMap((path) => [
      ...use(resource, path, 'username', 'username'),
      ...use(resource, path, 'password', 'password'),
    ]),
    ...external.flatMap((path) => selected(resource, [...path, 'password'], 'password')),
    ...ownStores.flatMap((store) => storeUses(resource, store)),
    ...external.flatMap((path) => storeUses(resource, [...path, 'barmanObjectStore'])),
  ];
}

const externalClusters = ['spec', 'externalClusters'];
const ownStores = [
  ['spec', 'backup', 'barmanObjectStore'],
  ['spec', 'configuration'],
];

/** Which resources take credentials from a Secret? */
export const usesOfSecret = defineFact<Resource, readonly SecretUse[]>({
  name: 'uses-of-secret',
  compute: (secret, context) => context.fact(usesBySecret, context.project).get(secret) ?? [],
});

const usesBySecret = defineFact<Project, ReadonlyMap<Resource, readonly SecretUse[]>>({
  name: 'uses-by-secret',
  compute(project) {
    const uses = new Map<Resource, SecretUse[]>();
    if (project.ofKind('Secret').length === 0) return uses;
    for (const resource of inFileOrder(project.resources))
      for (const one of secretUses(resource))
        for (const secret of referents(project, resource, 'Secret', one.name)) {
          addTo(uses, secret, one);
        }
    return uses;
  },
});

/** Where a resource may name Secrets with a role's name and password. */
function roleSecrets(resource: Resource): readonly Path[] {
  const roles = indices(resource, ['spec', 'managed', 'roles']);
  return [...ownSecrets, ...roles.map((path) => [...path, 'passwordSecret'])];
}

const ownSecrets = [
  ['spec', 'superuserSecret'],
  ['spec', 'passwordSecret'],
  ...['initdb', 'recovery', 'pg_basebackup'].map((method) => ['spec', 'bootstrap', method, 'secret']),
];

const storageKeys = [
  ['s3Credentials', 'secretAccessKey'],
  ['s3Credentials', 'sessionToken'],
  ['azureCredentials', 'storageKey'],
  ['azureCredentials', 'storageSasToken'],
  ['azureCredentials', 'connectionString'],
];
const storageSettings = [
  ['s3Credentials', 'accessKeyId'],
  ['s3Credentials', 'region'],
  ['azureCredentials', 'storageAccount'],
];

function storeUses(resource: Resource, store: Path): SecretUse[] {
  if (!resource.has(...store)) return [];
  return [
    ...storageKeys.flatMap((path) => selected(resource, [...store, ...path], 'storage key')),
    ...storageSettings.flatMap((path) => selected(resource, [...store, ...path], 'storage setting')),
  ];
}

/** The use of a key that a resource names beside the Secret. */
function selected(resource: Resource, path: Path, as: SecretUse['as']): SecretUse[] {
  return use(resource, path, resource.text(...path, 'key')?.value ?? '', as);
}

function use(from: Resource, path: Path, key: string, as: SecretUse['as']): SecretUse[] {
  const name = from.text(...path, 'name')?.value ?? '';
  return name === '' ? [] : [{ from, path: [...path, 'name'], name, key, as }];
}

function indices(resource: Resource, list: Path): readonly Path[] {
  return [...(resource.get('array', ...list)?.value.keys() ?? [])].map((index) => [...list, index]);
}
