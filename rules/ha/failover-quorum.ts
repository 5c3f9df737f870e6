import { effective } from '../../src/facts/effective.ts';
import { annotatedQuorum, failoverQuorumAnnotation } from '../../src/facts/failover-quorum.ts';
import { instanceCount } from '../../src/facts/instance-count.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { isReplicaCluster } from '../../src/facts/replica-cluster.ts';
import { synchronousReplication } from '../../src/facts/synchronous.ts';
import { defineRule } from '../../src/rule/index.ts';

const path = ['spec', 'postgresql', 'synchronous'];
const quorum = [...path, 'failoverQuorum'];

export default defineRule({
  id: 'ha/failover-quorum',
  kinds: ['Cluster'],
  about: 'spec.postgresql.synchronous',
  consequence: 'advice',
  preset: 'production',
  since: '1.28',
  summary: 'A synchronous Cluster fails over to a standby that is known to hold all commits',
  why:
    'Without the failover quorum the operator may promote a standby that was not among those that confirmed the last commits. ' +
    'With `dataDurability: preferred` the quorum cannot keep what it promises: commits are confirmed without any standby.',
  remedy: 'Set `failoverQuorum: true` with `dataDurability: required` and at least three instances.',
  exceptions: [
    'Fewer than three instances, of which no quorum survives a failure.',
    'Standbys outside of the cluster, which the quorum does not count.',
    'A replica cluster, which confirms no commits.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/failover/#failover-quorum-quorum-based-failover',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/8790',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/10547',
  ],

  check(cluster, context) {
    const object = context.fact(effective, cluster);
    const synchronous = synchronousReplication(object);
    const instances = instanceCount(cluster, context);
    const isOpen = object.isUnknown(...failoverQuorumAnnotation) || object.isUnknown(...quorum);
    if (!synchronous || !instances || isOpen || context.fact(isReplicaCluster, cluster) !== 'no') return undefined;
    if ([path, failoverQuorumAnnotation].some((one) => mayBePatched(cluster, context, ...one))) return undefined;

    const durability = object.get('string', ...path, 'dataDurability');
    const isOn = object.get('boolean', ...quorum)?.value === true;
    if (durability?.value === 'preferred' && isOn)
      return {
        at: durability.at,
        severity: 'warning',
        message: 'dataDurability is "preferred", with which the failover quorum cannot keep every confirmed commit',
        help: 'Set `dataDurability: required`, or switch the failover quorum off.',
        related: [
          {
            at: cluster.at(...(annotatedQuorum(cluster) === undefined ? quorum : failoverQuorumAnnotation)),
            message: 'The failover quorum',
          },
        ],
      };
    if (durability?.value !== 'required' || isOn || instances.value < 3 || synchronous.listed > 0) return undefined;
    return {
      at: cluster.at(...(annotatedQuorum(cluster) === undefined ? quorum : failoverQuorumAnnotation)),
      message: 'The failover quorum is off, so a standby that misses confirmed commits may be promoted',
    };
  },
});
