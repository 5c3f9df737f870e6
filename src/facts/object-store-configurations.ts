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
    const externals = resource.get('array', 'spec', 'externalClusters')?.value ?? [];
    const all =
      resource.kind === 'ObjectStore'
        ? ofStore
        : [
            ...ofCluster,
            ...externals.map((_, index): StoreConfiguration => {
              return { path: ['spec', 'externalClusters', index, 'barmanObjectStore'], use: 'source' };
            }),
          ];
    return all.filter(({ path }) => resource.get('object', ...path) !== undefined);
  },
});

const ofStore: readonly StoreConfiguration[] = [{ path: ['spec', 'configuration'], use: 'store' }];
const ofCluster: readonly StoreConfiguration[] = [{ path: ['spec', 'backup', 'barmanObjectStore'], use: 'archive' }];

/** The credentials of each provider. */
export const credentialsOf = { s3: 's3Credentials', google: 'googleCredentials', azure: 'azureCredentials' } as const;
