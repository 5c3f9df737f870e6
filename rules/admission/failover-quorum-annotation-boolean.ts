import { annotatedQuorum, failoverQuorumAnnotation } from '../../src/facts/failover-quorum.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/failover-quorum-annotation-boolean',
  kinds: ['Cluster'],
  about: 'metadata.annotations',
  consequence: 'refused',
  preset: 'server',
  since: '1.27',
  summary: 'The annotation of the failover quorum is a boolean',
  why: 'The webhook refuses `alpha.cnpg.io/failoverQuorum` with anything but a boolean as Go reads it, so "on" and "yes" are none.',
  remedy: 'Write `"true"` or `"false"`; from 1.28 on, prefer `postgresql.synchronous.failoverQuorum`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/failover/#failover-quorum-quorum-based-failover',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, { project: { schemas, target } }) {
    const text = cluster.get('string', ...failoverQuorumAnnotation);
    if (!text || annotatedQuorum(cluster) !== undefined) return undefined;
    if (text.value === '' && schemas.operator(target).emptyFailoverQuorumIsOff) return undefined;
    return { at: text.at, message: `The failover quorum "${text.value}" is neither "true" nor "false"` };
  },
});
