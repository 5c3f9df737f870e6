import { missingExternal } from '../../src/facts/external-clusters.ts';
import { isReplicaCluster } from '../../src/facts/replica-cluster.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/replica-source-not-found',
  kinds: ['Cluster'],
  about: 'spec.replica.source',
  consequence: 'refused',
  preset: 'server',
  summary: 'The source of a replica cluster is one of its external clusters',
  why: 'The operator looks the source up by name to learn where the WAL comes from, even while the replica is switched off: the webhook refuses a name that is not there.',
  remedy: 'Add the source to `externalClusters`, or correct the name.',
  exceptions: ['In 1.23 a replica that is not enabled may have any source.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/replica_cluster/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const { project } = context;
    const isAsked =
      project.schemas.operator(project.target).checksReplicaSource === 'always' ||
      context.fact(isReplicaCluster, cluster) === 'yes';
    const source = cluster.get('string', 'spec', 'replica', 'source');
    return isAsked && source ? missingExternal(cluster, source, context) : undefined;
  },
});
