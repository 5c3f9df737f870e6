import { effective } from '../../src/facts/effective.ts';
import { instanceCount } from '../../src/facts/instance-count.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { isReplicaCluster } from '../../src/facts/replica-cluster.ts';
import { synchronousReplication } from '../../src/facts/synchronous.ts';
import { defineRule } from '../../src/rule/index.ts';

const path = ['spec', 'postgresql', 'synchronous'];

export default defineRule({
  id: 'ha/sync-blocks-on-one-failure',
  kinds: ['Cluster'],
  about: 'spec.postgresql.synchronous',
  consequence: 'outage',
  preset: 'recommended',
  since: '1.24',
  summary: 'A Cluster that requires synchronous standbys has one more than it requires',
  why:
    'With `dataDurability: required` a commit waits until as many standbys as `number` have it. If that is all of them, the restart of ' +
    'a single one, as in every rolling update and drain of a node, stops all writes until it is back.',
  remedy: 'Add an instance, lower `number`, or choose `dataDurability: preferred`.',
  exceptions: [
    'The names in standbyNamesPre and standbyNamesPost count as standbys.',
    'A number that no standbys can ever meet is refused by admission/synchronous-number-too-high.',
    'A replica cluster, which confirms no commits.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/replication/#synchronous-replication',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/5793',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/5964',
  ],

  check(cluster, context) {
    const instances = instanceCount(cluster, context);
    const synchronous = synchronousReplication(cluster);
    if (!instances || !synchronous || mayBePatched(cluster, context, ...path)) return undefined;
    const { number, listed } = synchronous;
    if (number === 0 || number !== instances.value - 1 + listed) return undefined;
    const durability = context.fact(effective, cluster).get('string', ...path, 'dataDurability')?.value;
    const isRequired = durability === 'required' || cluster.isEmpty(...path, 'dataDurability');
    if (!isRequired || context.fact(isReplicaCluster, cluster) !== 'no') return undefined;
    const all = ['the only standby', 'both standbys'][number - 1] ?? `all ${number} standbys`;
    return {
      at: cluster.at(...path, 'number'),
      message: `With number ${number} every commit waits for ${all}, so the loss of one stops all writes`,
      ...(cluster.has('spec', 'instances') && {
        related: [{ at: instances.at, message: 'The instances, one of which is the primary' }],
      }),
    };
  },
});
