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
    const archive = ['spec', 'backup', 'barmanObjectStore'];
    const externals = [...(resource.get('array', 'spec', 'externalClusters')?.value.keys() ?? [])];
    const all: readonly StoreConfiguration[] =
      resource.kind === 'ObjectStore'
        ? [{ path: ['spec', 'configuration'], use: 'store' }]
        : [
            { path: archive, use: 'archive' },
            ...externals.map((index): StoreConfiguration => {
              return { path: ['spec', 'externalClusters', index, 'barmanObjectStore'], use: 'source' };
            }),
          ];
    return all.filter(({ path }) => resource.get('object', ...path) !== undefined);
  },
});

/** The credentials of each provider. */
export const credentialsOf = { s3: 's3Credentials', google: 'googleCredentials', azure: 'azureCredentials' } as const;
