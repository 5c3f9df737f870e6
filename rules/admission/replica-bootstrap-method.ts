import { mayBePatched } from '../../src/facts/patches.ts';
import { isReplicaCluster } from '../../src/facts/replica-cluster.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/replica-bootstrap-method',
  kinds: ['Cluster'],
  about: 'spec.replica',
  consequence: 'refused',
  preset: 'server',
  looksAtStored: true,
  summary: 'A replica cluster starts as a copy of the cluster that it follows',
  why: 'A replica applies the WAL of another cluster, which only a copy of that can: the webhook refuses to create one that is neither recovered nor cloned with pg_basebackup.',
  remedy:
    'Copy the source with `bootstrap.recovery` (from its backups) or `bootstrap.pg_basebackup` (over the network), and remove initdb.',
  exceptions: ['Once it exists, a cluster may become a replica (from 1.23 on).'],
  references: [
    'https://cloudnative-pg.io/documentation/current/replica_cluster/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context, stored) {
    const { project } = context;
    const isAlways = project.schemas.operator(project.target).checksReplicaBootstrap === 'always';
    // Where every write is checked, so is a stanza that is switched off.
    const isDue = isAlways || (!stored && context.fact(isReplicaCluster, cluster) === 'yes');
    const bootstrap = ['spec', 'bootstrap'];
    if (!isDue || cluster.isUnknown('spec', 'replica') || mayBePatched(cluster, context, ...bootstrap))
      return undefined;
    if (['recovery', 'pg_basebackup'].some((method) => !cluster.isEmpty(...bootstrap, method))) return undefined;
    const isInit = cluster.isWritten(...bootstrap, 'initdb');
    return {
      at: isInit ? cluster.key(...bootstrap, 'initdb') : cluster.key('spec', 'replica'),
      message: isInit
        ? 'A replica cluster is a copy of another one, but initdb makes an empty one'
        : 'A replica cluster is a copy of another one, but nothing says how it is copied, so it would start empty',
      ...(isInit && { related: [{ at: cluster.key('spec', 'replica'), message: 'What a replica cluster has' }] }),
    };
  },
});
