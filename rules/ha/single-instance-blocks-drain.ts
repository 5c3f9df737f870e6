import { instanceCount, shownInstances } from '../../src/facts/instance-count.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { defineRule } from '../../src/rule/index.ts';

const budget = ['spec', 'enablePDB'];
const maintenance = ['spec', 'nodeMaintenanceWindow', 'inProgress'];
const hibernation = ['metadata', 'annotations', 'cnpg.io/hibernation'];

export default defineRule({
  id: 'ha/single-instance-blocks-drain',
  kinds: ['Cluster'],
  consequence: 'outage',
  preset: 'production',
  since: '1.23',
  summary: 'A Cluster with a single instance says whether its node may be drained',
  why:
    'The disruption budget of the primary allows no disruption, and there is nobody to switch over to: `kubectl drain`, the ' +
    'autoscaler of nodes and a managed upgrade wait until they give up, or for ever.',
  remedy:
    'Set `enablePDB: false` to accept a short outage when the node is drained, raise `instances`, or set `enablePDB: true` to state that drains have to wait.',
  exceptions: [
    'enablePDB with either value, which is a decision.',
    'The default of a placeholder.',
    'A hibernated cluster, which has no pod, and one with a maintenance window in progress.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/kubernetes_upgrade/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/10566',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/2570',
    'https://github.com/cloudnative-pg/charts/issues/233',
  ],

  check(cluster, context) {
    const instances = instanceCount(cluster, context);
    if (
      instances?.value !== 1 ||
      instances.assumed ||
      cluster.has(...budget) ||
      mayBePatched(cluster, context, ...budget)
    )
      return undefined;
    const mayBeInMaintenance =
      cluster.isUnknown(...maintenance) || cluster.get('boolean', ...maintenance)?.value === true;
    const mayHibernate = cluster.isUnknown(...hibernation) || cluster.get('string', ...hibernation)?.value === 'on';
    if (mayBeInMaintenance || mayHibernate) return undefined;
    return {
      at: instances.at,
      message: `${shownInstances(instances)} and enablePDB is not set, so the disruption budget blocks every drain of the node`,
    };
  },
});
