import { defineFact, type Path, type Resource } from '../rule/index.ts';

/** How an object store is reached, wherever it is written. */
export interface StoreConfiguration {
  readonly path: Path;
  /** Whether a Cluster archives to it, restores from it, or an ObjectStore offers it for either. */
  readonly use: 'archive' | 'source' | 'store';
}

/** Which configurations of object stores does a Cluster or an ObjectStore hold? */
export const storeConfigurations = defineFact<Resource, readonly StoreConfiguration[]>({
  name: 'store-configurations',
  compute(resource) {
    const externals = resource.list('object', 'spec', 'externalClusters');
    const all =
      resource.kind === 'ObjectStore'
        ? ofStore
        : [
            ...ofCluster,
            ...externals.map(({ at }): StoreConfiguration => {
              return { path: [...at.path, 'barmanObjectStore'], use: 'source' };
            }),
          ];
    return all.filter(({ path }) => resource.get('object', ...path) !== undefined);
  },
});

const ofStore: readonly StoreConfiguration[] = [{ path: ['spec', 'configuration'], use: 'store' }];
const ofCluster: readonly StoreConfiguration[] = [{ path: ['spec', 'backup', 'barmanObjectStore'], use: 'archive' }];

/** The credentials of each provider. */
export const credentialsOf = { s3: 's3Credentials', google: 'googleCredentials', azure: 'azureCredentials' } as const;
