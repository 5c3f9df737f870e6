import type { Field, Resource } from '../rule/index.ts';

/** What a Cluster or a Pooler takes its image from. */
export interface CatalogReference {
  readonly kind: 'ImageCatalog' | 'ClusterImageCatalog';
  readonly name: Field<string>;
  /** The list of the catalog that has the entry, and what tells the entries apart. */
  readonly list: 'images' | 'componentImages';
  readonly key: 'major' | 'key';
  /** Which entry, if it is known. */
  readonly wanted: Field<string | number> | undefined;
}

/** Which entries of image catalogs does a resource ask for? */
export function catalogReferences(resource: Resource): readonly CatalogReference[] {
  const isPooler = resource.kind === 'Pooler';
  const path = isPooler ? ['spec', 'pgbouncer', 'imageCatalogRef'] : ['spec', 'imageCatalogRef'];
  const kind = resource.get('string', ...path, 'kind')?.value;
  const name = resource.get('string', ...path, 'name');
  if ((kind !== 'ImageCatalog' && kind !== 'ClusterImageCatalog') || !name || name.value === '') return [];
  return [
    isPooler
      ? { kind, name, list: 'componentImages', key: 'key', wanted: resource.get('string', ...path, 'key') }
      : { kind, name, list: 'images', key: 'major', wanted: resource.get('integer', ...path, 'major') },
  ];
}
