import type { FactContext, Field, Path, Resource } from '../rule/index.ts';
import { backupSetup, barmanCloud } from './backup-setup.ts';
import { secretUses } from './secret-uses.ts';

/** The name of an object that a resource refers to. */
export interface Reference {
  readonly kind: string;
  readonly name: Field<string>;
}

/** Which objects of a namespace does a resource refer to by kind and name, as far as it uses them? */
export function references(resource: Resource, context: FactContext): readonly Reference[] {
  const at = (kind: string, ...path: Path): Reference[] => {
    const name = resource.text(...path, 'name');
    return name && name.value !== '' ? [{ kind, name }] : [];
  };
  const isCluster = resource.kind === 'Cluster';
  const secrets = secretUses(resource)
    .filter(({ name }, index, all) => all.findIndex((other) => other.name === name) === index)
    .flatMap(({ path }) => at('Secret', ...path.slice(0, -1)));
  return [
    ...(isCluster ? [] : at('Cluster', 'spec', 'cluster')),
    ...at('Backup', 'spec', 'bootstrap', 'recovery', 'backup'),
    ...catalog(resource, 'spec', 'imageCatalogRef'),
    ...catalog(resource, 'spec', 'pgbouncer', 'imageCatalogRef'),
    ...objectStores(resource, isCluster ? context.fact(backupSetup, resource).plugins : []),
    ...secrets,
  ];
}

function catalog(resource: Resource, ...path: Path): Reference[] {
  const kind = resource.text(...path, 'kind')?.value;
  const name = resource.text(...path, 'name');
  return kind === 'ImageCatalog' && name ? [{ kind, name }] : [];
}

function objectStores(resource: Resource, plugins: readonly { readonly path: Path }[]): Reference[] {
  const external = [...(resource.get('array', 'spec', 'externalClusters')?.value.keys() ?? [])];
  const paths = [
    ...plugins.map(({ path }) => path),
    ...external.map((index) => ['spec', 'externalClusters', index, 'plugin']),
  ];
  return paths.flatMap((path) => {
    const name = resource.text(...path, 'parameters', 'barmanObjectName');
    const isOurs = resource.text(...path, 'name')?.value === barmanCloud;
    return name && name.value !== '' && isOurs ? [{ kind: 'ObjectStore', name }] : [];
  });
}
