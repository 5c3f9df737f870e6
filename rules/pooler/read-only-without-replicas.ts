import { effective } from '../../src/facts/effective.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { targetClusters } from '../../src/facts/target-clusters.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'pooler/read-only-without-replicas',
  kinds: ['Pooler'],
  consequence: 'outage',
  preset: 'recommended',
  summary: 'A Pooler of type "ro" has replicas to connect to',
  why: 'The read-only service selects replicas and nothing else. A cluster of one instance has none, so that every connection is refused.',
  remedy: 'Set the type to "r" or "rw", or give the Cluster more instances.',
  exceptions: [
    'A replica cluster of one instance is reported as well: its designated primary is not behind the read-only service either.',
    'A number of instances that a patch or a placeholder decides on.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/service_management/',
    'https://cloudnative-pg.io/documentation/current/connection_pooling/',
  ],

  check(pooler, context) {
    const type = pooler.get('string', 'spec', 'type');
    if (type?.value !== 'ro' || type.assumed) return undefined;
    const clusters = context.fact(targetClusters, pooler);
    const [cluster] = clusters;
    const areAlone = clusters.every((one) => {
      const instances = context.fact(effective, one).get('integer', 'spec', 'instances');
      return instances?.value === 1 && !instances.assumed && !mayBePatched(one, context, 'spec', 'instances');
    });
    if (!cluster || !areAlone) return undefined;
    return {
      at: type.at,
      message: `Cluster "${cluster.name}" has one instance, so there is no replica for a Pooler of type "ro"`,
      related: [{ at: cluster.at('spec', 'instances'), message: 'The Cluster' }],
    };
  },
});
