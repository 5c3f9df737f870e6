import { defineFact, type Path, type Resource } from '../rule/index.ts';

/** A requirement of a pod selector. */
export interface Requirement {
  readonly path: Path;
  readonly operator: string | undefined;
}

/** A selector of pods that lines of `pg_hba` refer to. */
export interface PodSelector {
  readonly path: Path;
  readonly requirements: readonly Requirement[];
}

/** The pod selectors of a Cluster. */
export const podSelectors = defineFact<Resource, readonly PodSelector[]>({
  name: 'pod-selectors',
  compute(cluster) {
    return cluster.list('object', 'spec', 'podSelectorRefs').map(({ at }) => {
      const path = [...at.path, 'selector'];
      const requirements = cluster.list('object', ...path, 'matchExpressions').map(({ at: { path: own } }) => ({
        path: own,
        operator: cluster.get('string', ...own, 'operator')?.value,
      }));
      return { path, requirements };
    });
  },
});
