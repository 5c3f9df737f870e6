import { isReplicaCluster } from '../../src/facts/replica-cluster.ts';
import { shownValue } from '../../src/facts/shown-value.ts';
import { defineRule } from '../../src/rule/index.ts';
import { promotionTokenFault } from '../../src/values/promotion-token.ts';

export default defineRule({
  id: 'admission/promotion-token-invalid',
  kinds: ['Cluster'],
  about: 'spec.replica.promotionToken',
  consequence: 'refused',
  preset: 'server',
  since: '1.24',
  summary: 'A promotion token is what the demoted primary shows as its demotion token',
  why: 'The token is base64 of a JSON object that tells where the WAL of the demoted cluster ends. The webhook refuses what cannot be decoded or lacks a part.',
  remedy: 'Copy `status.demotionToken` of the demoted cluster, all of it.',
  references: [
    'https://cloudnative-pg.io/documentation/current/replica_cluster/#promoting-a-replica-to-a-primary-cluster',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const path = ['spec', 'replica'];
    const token = cluster.get('string', ...path, 'promotionToken');
    // The operator looks at the token last, and only at that of a cluster that it may promote.
    if (!token || token.value === '' || !cluster.isEmpty(...path, 'minApplyDelay')) return undefined;
    const fault = context.fact(isReplicaCluster, cluster) === 'yes' ? undefined : promotionTokenFault(token.value);
    if (fault === undefined) return undefined;
    return { at: token.at, message: `The promotion token ${shownValue(cluster, token.at.path)} is broken: ${fault}` };
  },
});
