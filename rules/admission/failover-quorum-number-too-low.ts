import { annotatedQuorum, failoverQuorumAnnotation } from '../../src/facts/failover-quorum.ts';
import { synchronousReplication } from '../../src/facts/synchronous.ts';
import { defineRule, type Path, type Project, type Resource } from '../../src/rule/index.ts';

const synchronous = ['spec', 'postgresql', 'synchronous'];

export default defineRule({
  id: 'admission/failover-quorum-number-too-low',
  kinds: ['Cluster'],
  about: 'spec.postgresql.synchronous.number',
  consequence: 'refused',
  preset: 'server',
  since: '1.27',
  summary: 'The failover quorum waits for more standbys than are listed by name',
  why: 'The listed standbys are outside of the cluster and cannot be promoted. Unless `number` is above how many they are, a commit may be on none that can, and the webhook refuses the quorum.',
  remedy:
    'Raise `synchronous.number`, list fewer names in `standbyNamesPre` and `standbyNamesPost`, or switch the quorum off.',
  references: [
    'https://cloudnative-pg.io/documentation/current/failover/#failover-quorum-quorum-based-failover',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const found = synchronousReplication(cluster);
    if (!found || found.number > found.listed) return undefined;
    const quorum = quorumOf(cluster, context.project);
    if (!quorum) return undefined;
    const listed = found.listed === 1 ? 'one standby is' : `${found.listed} standbys are`;
    return {
      at: cluster.at(...synchronous, 'number'),
      message: `synchronous.number is ${found.number}, but ${listed} listed by name, so the failover quorum cannot rely on any other`,
      related: [{ at: cluster.at(...quorum), message: 'The failover quorum' }],
    };
  },
});

/** What switches the quorum on, if it is on for sure. */
function quorumOf(cluster: Resource, { schemas, target }: Project): Path | undefined {
  const annotated = annotatedQuorum(cluster);
  if (annotated !== undefined || schemas.operator(target).failoverQuorumIn === 'annotation')
    return annotated === true ? failoverQuorumAnnotation : undefined;
  const path = [...synchronous, 'failoverQuorum'];
  return !cluster.isUnknown(...failoverQuorumAnnotation) && cluster.get('boolean', ...path)?.value ? path : undefined;
}
