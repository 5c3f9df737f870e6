import { defineFact, type Field, findBelow, type Path, type Resource } from '../rule/index.ts';

/** A key of a Secret or ConfigMap that a resource needs. */
export interface KeyReference {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly key: string;
  /** Where the resource names the key, or else the object. */
  readonly at: Field<string>['at'];
}

/** Which keys of Secrets and ConfigMaps does a resource need, other than those of the roles that it describes? */
export const keyReferences = defineFact<Resource, readonly KeyReference[]>({
  name: 'key-references',
  compute: (resource) => [
    ...selectors(resource),
    ...implied.flatMap(({ kinds, path, keys }) => (kinds.includes(resource.kind) ? named(resource, path, keys) : [])),
  ],
});

/** The objects that a resource names without their keys, which the operator expects. */
interface Implied {
  readonly kinds: readonly string[];
  readonly path: Path;
  readonly keys: readonly string[];
}

const login = ['username', 'password'];
const tls = ['tls.crt', 'tls.key'];
const ca = ['ca.crt'];
const implied: readonly Implied[] = [
  { kinds: ['Cluster'], path: ['spec', 'superuserSecret', 'name'], keys: login },
  ...['initdb', 'recovery', 'pg_basebackup'].map((method) => ({
    kinds: ['Cluster'],
    path: ['spec', 'bootstrap', method, 'secret', 'name'],
    keys: login,
  })),
  { kinds: ['Cluster'], path: ['spec', 'certificates', 'serverTLSSecret'], keys: tls },
  { kinds: ['Cluster'], path: ['spec', 'certificates', 'replicationTLSSecret'], keys: tls },
  { kinds: ['Cluster'], path: ['spec', 'certificates', 'serverCASecret'], keys: ca },
  { kinds: ['Cluster'], path: ['spec', 'certificates', 'clientCASecret'], keys: ca },
  ...['serverTLSSecret', 'clientTLSSecret'].map((field) => ({
    kinds: ['Pooler'],
    path: ['spec', 'pgbouncer', field, 'name'],
    keys: tls,
  })),
  ...['serverCASecret', 'clientCASecret'].map((field) => ({
    kinds: ['Pooler'],
    path: ['spec', 'pgbouncer', field, 'name'],
    keys: ca,
  })),
];

function named(resource: Resource, path: Path, keys: readonly string[]): KeyReference[] {
  const name = resource.get('string', ...path);
  if (!name || name.value === '' || name.assumed) return [];
  return keys.map((key) => ({ kind: 'Secret', name: name.value, key, at: name.at }));
}

/** Every `{name, key}`; what it is of, the names of the fields around it tell. */
function selectors(resource: Resource): readonly KeyReference[] {
  return findBelow(resource.value('spec'), ['spec'], isSelector).flatMap(({ path }): KeyReference[] => {
    const name = resource.get('string', ...path, 'name');
    const key = resource.get('string', ...path, 'key');
    const kind = path.some((segment) => /config-?map/iu.test(String(segment))) ? 'ConfigMap' : 'Secret';
    if (!name || !key || name.value === '' || key.value === '' || name.assumed || key.assumed) return [];
    return [{ kind, name: name.value, key: key.value, at: key.at }];
  });
}

function isSelector(value: unknown): boolean {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && 'name' in value && 'key' in value && Object.keys(value).length === 2;
}
