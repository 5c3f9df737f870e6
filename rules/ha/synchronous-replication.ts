import { effective } from '../../src/facts/effective.ts';
import { instanceCount } from '../../src/facts/instance-count.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { isReplicaCluster } from '../../src/facts/replica-cluster.ts';
import { defineRule } from '../../src/rule/index.ts';

const synchronous = ['spec', 'postgresql', 'synchronous'];
const ways = [synchronous, ['spec', 'minSyncReplicas'], ['spec', 'maxSyncReplicas']];

export default defineRule({
  id: 'ha/synchronous-replication',
  kinds: ['Cluster'],
  consequence: 'advice',
  preset: 'production',
  since: '1.24',
  summary: 'A Cluster with several instances replicates synchronously',
  why: 'Replication is asynchronous where nothing else is said: a commit that was confirmed to the application is lost if the primary fails before a standby has it.',
  remedy:
    'Set `postgresql.synchronous` with `method: any`, `number: 1` and the `dataDurability` of your choice, or switch the rule off for a cluster that may lose its last commits.',
  exceptions: [
    'A replica cluster, which confirms no commits.',
    'A cluster with fewer instances than the option `instances`.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/replication/#synchronous-replication',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],
  options: {
    schema: { instances: { type: 'integer', minimum: 2, description: 'From how many instances on' } },
    defaults: { instances: 3 },
  },

  check(cluster, context) {
    const instances = instanceCount(cluster, context);
    if (!instances || instances.value < context.options.instances) return undefined;
    if (context.fact(isReplicaCluster, cluster) !== 'no') return undefined;
    const object = context.fact(effective, cluster);
    const isSet = ways.some((path) => {
      const isOpen = object.isUnknown(...path) || mayBePatched(cluster, context, ...path);
      return isOpen || (object.get('integer', ...path)?.value ?? 0) > 0;
    });
    if (isSet || object.has(...synchronous)) return undefined;
    return {
      at: cluster.at(...synchronous),
      message: `The ${instances.value} instances replicate asynchronously, so a failover may lose confirmed commits`,
    };
  },
});
