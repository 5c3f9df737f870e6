import { instanceCount } from '../../src/facts/instance-count.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { defineRule } from '../../src/rule/index.ts';

const path = ['spec', 'enablePDB'];

export default defineRule({
  id: 'ha/pdb-disabled',
  kinds: ['Cluster'],
  about: 'spec.enablePDB',
  consequence: 'outage',
  preset: 'production',
  since: '1.23',
  summary: 'A Cluster with several instances keeps its disruption budgets',
  why:
    'The budgets make whoever drains nodes wait for a switchover and evict one instance after the other. Without them an upgrade ' +
    'of Kubernetes may evict the primary and its standbys at the same time.',
  remedy: 'Remove `enablePDB: false`; set it for the time of a maintenance only.',
  references: ['https://cloudnative-pg.io/documentation/current/kubernetes_upgrade/'],

  check(cluster, context) {
    const instances = instanceCount(cluster, context);
    const enabled = cluster.get('boolean', ...path);
    if (enabled?.value !== false || !instances || instances.value < 2) return undefined;
    if (mayBePatched(cluster, context, ...path)) return undefined;
    return {
      at: enabled.at,
      message: `enablePDB is false, so a drain of nodes may evict all ${instances.value} instances at once`,
    };
  },
});
