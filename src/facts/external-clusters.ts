import {
  defineFact,
  type FactContext,
  type Field,
  nearest,
  type Path,
  type RawFinding,
  type Resource,
  sameName,
} from '../rule/index.ts';
import { mayBePatched } from './patches.ts';

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

/** Whether a Cluster declares an external cluster of a name; a placeholder or a patch may leave it open. */
export function declaresExternal(cluster: Resource, name: string, context: FactContext): 'yes' | 'no' | 'maybe' {
  const path = ['spec', 'externalClusters'];
  const entries = cluster.get('array', ...path)?.value ?? [];
  const answers = [...entries.keys()].map((index) => {
    const own = [...path, index, 'name'];
    if (cluster.isUnknown(...path, index) || cluster.isAssumed(...own)) return 'maybe';
    return sameName(cluster.text(...own)?.value ?? '', name);
  });
  if (answers.includes('yes')) return 'yes';
  const isOpen = cluster.isUnknown(...path) || mayBePatched(cluster, context, ...path);
  return isOpen || answers.includes('maybe') ? 'maybe' : 'no';
}

/** A finding on the name of an external cluster that a Cluster surely does not declare. */
export function missingExternal(
  cluster: Resource,
  name: Field<string>,
  what: string,
  context: FactContext,
): RawFinding | undefined {
  if (declaresExternal(cluster, name.value, context) !== 'no') return undefined;
  const declared = context.fact(externalClusters, cluster);
  const near = declared.get(nearest(name.value, declared.keys()) ?? '');
  return {
    at: name.at,
    message: `${what} "${name.value}" is not among the external clusters of cluster "${cluster.name}"`,
    ...(near && {
      help: `Write "${near.name}" if that is the one that is meant`,
      related: [{ at: cluster.at(...near.path, 'name'), message: 'The nearest name' }],
    }),
  };
}

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
