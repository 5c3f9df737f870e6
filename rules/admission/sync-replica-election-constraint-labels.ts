import { readsParameters } from '../../src/facts/parameters.ts';
import { defineRule } from '../../src/rule/index.ts';

const constraint = ['spec', 'postgresql', 'syncReplicaElectionConstraint'];

export default defineRule({
  id: 'admission/sync-replica-election-constraint-labels',
  kinds: ['Cluster'],
  about: 'spec.postgresql.syncReplicaElectionConstraint',
  consequence: 'refused',
  preset: 'server',
  summary: 'The constraint on synchronous replicas names the labels of nodes that it goes by',
  why: 'The webhook refuses a Cluster that keeps synchronous replicas away from the node of the primary without saying by which labels nodes are told apart.',
  remedy: 'List the labels in `nodeLabelsAntiAffinity`, such as `topology.kubernetes.io/zone`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/replication/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const enabled = cluster.get('boolean', ...constraint, 'enabled');
    const path = [...constraint, 'nodeLabelsAntiAffinity'];
    const labels = cluster.get('array', ...path);
    if (!enabled?.value || (labels ? labels.value.length > 0 : !cluster.isEmpty(...path))) return undefined;
    if (!context.fact(readsParameters, cluster)) return undefined;
    return {
      at: cluster.at(...path),
      message: 'syncReplicaElectionConstraint is enabled, but nodeLabelsAntiAffinity names no label of nodes',
    };
  },
});
