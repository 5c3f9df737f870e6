import { defineFact, type Place, type Resource } from '../rule/index.ts';
import { majorOf } from './cluster-defaults.ts';

/** Which PostgreSQL major does a Cluster run, as far as its effective image or catalog reference tells? */
export const postgresMajor = defineFact<Resource, number | undefined>({
  name: 'postgres-major',
  compute(cluster, { project: { schemas, target } }) {
    const isHidden = ['imageName', 'imageCatalogRef'].some((field) => cluster.isUnknown('spec', field));
    return isHidden ? undefined : majorOf(cluster.get('object', 'spec')?.value ?? {}, schemas.operator(target));
  },
});

/** Where a Cluster says which major it runs. */
export function majorPlace(cluster: Resource): Place {
  const isOfCatalog = cluster.has('spec', 'imageCatalogRef');
  return isOfCatalog ? cluster.at('spec', 'imageCatalogRef', 'major') : cluster.at('spec', 'imageName');
}
