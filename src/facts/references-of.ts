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
    const name = resource.text(...path);
    return name?.value ? [{ kind, name }] : [];
  };
  const catalog = (...path: Path): Reference[] =>
    resource.text(...path, 'kind')?.value === 'ImageCatalog' ? at('ImageCatalog', ...path, 'name') : [];
  const isCluster = resource.kind === 'Cluster';
  const stores = [
    ...(isCluster ? context.fact(backupSetup, resource).plugins.map(({ path }) => path) : []),
    ...resource.list('object', 'spec', 'externalClusters').map((external) => [...external.at.path, 'plugin']),
  ].filter((path) => resource.text(...path, 'name')?.value === barmanCloud);
  const secrets = secretUses(resource).filter(
    ({ name }, index, all) => all.findIndex((other) => other.name === name) === index,
  );
  return [
    ...(isCluster ? [] : at('Cluster', 'spec', 'cluster', 'name')),
    ...at('Backup', 'spec', 'bootstrap', 'recovery', 'backup', 'name'),
    ...catalog('spec', 'imageCatalogRef'),
    ...catalog('spec', 'pgbouncer', 'imageCatalogRef'),
    ...stores.flatMap((path) => at('ObjectStore', ...path, 'parameters', 'barmanObjectName')),
    ...secrets.flatMap(({ path }) => at('Secret', ...path)),
  ];
}
