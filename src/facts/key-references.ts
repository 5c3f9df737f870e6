import { isMapping } from '../model/mapping.ts';
import { type Field, findBelow, type Path, type Resource } from '../rule/index.ts';

/** A key of a Secret or ConfigMap that a resource needs. */
export interface KeyReference {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly key: string;
  /** Where the resource names the key, or else the object. */
  readonly at: Field<string>['at'];
}

/** Which keys of Secrets and ConfigMaps does a resource need, other than those of the roles that it describes? */
export function keyReferences(resource: Resource): readonly KeyReference[] {
  return [
    ...selectors(resource),
    ...(implied[resource.kind] ?? []).flatMap(({ path, keys }) => named(resource, path, keys)),
  ];
}

/** An object that a resource names without its keys, which the operator expects. */
interface Implied {
  readonly path: Path;
  readonly keys: readonly string[];
}

const login = ['username', 'password'];
const tls = ['tls.crt', 'tls.key'];
const ca = ['ca.crt'];
const implied: Readonly<Record<string, readonly Implied[]>> = {
  Cluster: [
    { path: ['spec', 'superuserSecret', 'name'], keys: login },
    ...['initdb', 'recovery', 'pg_basebackup'].map((method) => ({
      path: ['spec', 'bootstrap', method, 'secret', 'name'],
      keys: login,
    })),
    { path: ['spec', 'certificates', 'serverTLSSecret'], keys: tls },
    { path: ['spec', 'certificates', 'replicationTLSSecret'], keys: tls },
    { path: ['spec', 'certificates', 'serverCASecret'], keys: ca },
    { path: ['spec', 'certificates', 'clientCASecret'], keys: ca },
  ],
  Pooler: [
    { path: ['spec', 'pgbouncer', 'serverTLSSecret', 'name'], keys: tls },
    { path: ['spec', 'pgbouncer', 'clientTLSSecret', 'name'], keys: tls },
    { path: ['spec', 'pgbouncer', 'serverCASecret', 'name'], keys: ca },
    { path: ['spec', 'pgbouncer', 'clientCASecret', 'name'], keys: ca },
  ],
};

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
  return isMapping(value) && 'name' in value && 'key' in value && Object.keys(value).length === 2;
}
