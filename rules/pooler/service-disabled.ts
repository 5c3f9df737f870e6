import { disabledServices } from '../../src/facts/disabled-services.ts';
import { versionsOf } from '../../src/facts/patches.ts';
import { targetClusters } from '../../src/facts/target-clusters.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'pooler/service-disabled',
  kinds: ['Pooler'],
  consequence: 'data-loss',
  preset: 'recommended',
  since: '1.24',
  summary: 'A Pooler connects to a service that its Cluster has',
  why: 'PgBouncer connects to the service of the Cluster that its type names. Where that is disabled, the name does not resolve and no client gets through.',
  remedy: 'Enable the service in the Cluster, or change the `type` of the Pooler.',
  exceptions: ['A list of disabled services that is the default of a placeholder.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/service_management/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/pkg/management/pgbouncer/config/config.go',
  ],

  check(pooler, context) {
    const type = pooler.get('string', 'spec', 'type');
    if (!type || type.assumed) return undefined;
    const clusters = context.fact(targetClusters, pooler).flatMap((cluster) => versionsOf(cluster, context));
    const found = clusters.flatMap((cluster) => context.fact(disabledServices, cluster).get(type.value) ?? []);
    const [disabled] = found;
    if (!disabled || found.length < clusters.length || found.some(({ at }) => at.resource.isAssumed(...at.path)))
      return undefined;
    const { name } = disabled.at.resource;
    return {
      at: type.at,
      message: `The Pooler connects to the service "${name}-${type.value}", which cluster "${name}" has disabled`,
      related: [{ at: disabled.at, message: 'Disabled here' }],
    };
  },
});
