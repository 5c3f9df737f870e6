import { References } from '../model/references.ts';
import { defineFact, type Project, type Resource } from '../rule/index.ts';
import { inFileOrder } from './file-order.ts';

/** Which Publications does a Cluster have, from which others subscribe through logical replication slots? */
export const publications = defineFact<Resource, readonly Resource[]>({
  name: 'publications',
  compute: (cluster, context) => context.fact(publicationsByCluster, context.project).near(cluster, ...cluster.names),
});

const publicationsByCluster = defineFact<Project, References>({
  name: 'publications-by-cluster',
  compute(project) {
    const byCluster = new References();
    for (const publication of inFileOrder(project.ofKind('Publication'))) {
      const name = publication.text('spec', 'cluster', 'name');
      if (name) byCluster.add(name.value, publication);
    }
    return byCluster;
  },
});
