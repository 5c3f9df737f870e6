import { defineFact, type Project, type Resource } from '../rule/index.ts';
import { addTo } from '../values/lists.ts';
import { referents } from './referents.ts';

/** Which Clusters may a resource mean by `spec.cluster`? The nearest; more than one where the name occurs more than once. */
export const targetClusters = defineFact<Resource, readonly Resource[]>({
  name: 'target-clusters',
  compute(resource, { project }) {
    const name = resource.text('spec', 'cluster', 'name')?.value ?? '';
    return name === '' ? [] : referents(project, resource, 'Cluster', name);
  },
});

/** Which Databases does a Cluster hold, as far as they are written as resources? */
export const databasesOf = defineFact<Resource, readonly Resource[]>({
  name: 'databases-of',
  compute: (cluster, context) => context.fact(databasesByCluster, context.project).get(cluster.origin) ?? [],
});

const databasesByCluster = defineFact<Project, ReadonlyMap<Resource, readonly Resource[]>>({
  name: 'databases-by-cluster',
  compute(project, context) {
    const found = new Map<Resource, Resource[]>();
    for (const database of project.ofKind('Database')) {
      if (database.isPartial) continue;
      for (const cluster of context.fact(targetClusters, database)) {
        addTo(found, cluster, database);
      }
    }
    return found;
  },
});
