import { instanceCount, shownInstances } from '../../src/facts/instance-count.ts';
import { isReplicaCluster } from '../../src/facts/replica-cluster.ts';
import { schemaRefuses } from '../../src/facts/schema-refuses.ts';
import { ignoreOption, isThrowaway } from '../../src/facts/throwaway.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'ha/instances',
  kinds: ['Cluster'],
  consequence: 'outage',
  preset: 'production',
  summary: 'A production Cluster has at least three instances',
  why:
    'With one instance every restart, update or loss of a node is an outage. With two there is no other copy while one of them is ' +
    'rebuilt, and synchronous replication stops as soon as one is away.',
  remedy: 'Set `instances: 3`.',
  exceptions: [
    'A replica cluster, which has its copies elsewhere.',
    'The default of a placeholder.',
    'Namespaces, names and labels of the option `ignore`.',
    'On a single node more instances help little: set the option `min` to 1.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/architecture/',
    'https://cloudnative-pg.io/documentation/current/replication/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/10547',
  ],
  options: {
    schema: {
      min: { type: 'integer', minimum: 1, description: 'The least number of instances' },
      ignore: ignoreOption.schema,
    },
    defaults: { min: 3, ignore: ignoreOption.default },
  },

  check(cluster, context) {
    const { min, ignore } = context.options;
    const instances = instanceCount(cluster, context);
    // A default is there for others to choose.
    if (!instances || instances.assumed || instances.value >= min || schemaRefuses(cluster, instances.at.path))
      return undefined;
    if (context.fact(isReplicaCluster, cluster) !== 'no' || isThrowaway(cluster, ignore)) return undefined;
    const consequence =
      ['so every restart, update or node failure is an outage', 'so there is no second copy while one is rebuilt'][
        instances.value - 1
      ] ?? `fewer than the ${min} that are asked for`;
    return {
      at: instances.at,
      message: `${shownInstances(instances)}, ${consequence}`,
      ...(min !== 3 && { help: `Set \`instances: ${min}\`.` }),
    };
  },
});
