import { defineFact, type Path, type Resource } from '../rule/index.ts';

/** An entry of a Cluster's external clusters. */
export interface ExternalCluster {
  readonly name: string;
  readonly path: Path;
}

/** Which external clusters does a Cluster declare, by name? */
export const externalClusters = defineFact<Resource, ReadonlyMap<string, ExternalCluster>>({
  name: 'external-clusters',
  compute(cluster) {
    const entries = [...(cluster.get('array', 'spec', 'externalClusters')?.value.keys() ?? [])].flatMap(
      (index): ExternalCluster[] => {
        const path = ['spec', 'externalClusters', index];
        const name = cluster.text(...path, 'name')?.value;
        return name === undefined ? [] : [{ name, path }];
      },
    );
    return new Map(entries.map((entry) => [entry.name, entry]));
  },
});

/** Which external clusters does a Cluster restore from, or follow as a replica? */
export const recoverySources = defineFact<Resource, readonly ExternalCluster[]>({
  name: 'recovery-sources',
  compute(cluster, context) {
    const restores = !cluster.has('spec', 'bootstrap', 'recovery', 'backup');
    const follows = cluster.get('boolean', 'spec', 'replica', 'enabled')?.value !== false;
    const names = [
      restores ? cluster.text('spec', 'bootstrap', 'recovery', 'source') : undefined,
      follows ? cluster.text('spec', 'replica', 'source') : undefined,
    ];
    const declared = context.fact(externalClusters, cluster);
    return [...new Set(names.map((name) => declared.get(name?.value ?? '')))].filter((source) => source !== undefined);
  },
});
