import { instanceCount } from '../../src/facts/instance-count.ts';
import { hostLabels, sharedLabels } from '../../src/facts/node-labels.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { defineRule, type Resource } from '../../src/rule/index.ts';

const affinity = ['spec', 'affinity'];
const additional = [...affinity, 'additionalPodAntiAffinity'];

export default defineRule({
  id: 'ha/anti-affinity',
  kinds: ['Cluster'],
  about: 'spec.affinity',
  consequence: 'outage',
  preset: 'recommended',
  summary: 'A Cluster with several instances may spread them over several nodes',
  why: 'All copies of the data may run on one machine, so that its failure takes the whole cluster down, and with local disks the data.',
  remedy: 'Leave `enablePodAntiAffinity` on, and select nodes by labels that several of them have.',
  exceptions: [
    'Terms of `additionalPodAntiAffinity`, or `topologySpreadConstraints`, that keep the instances apart instead.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/scheduling/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/3732',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/4293',
  ],

  *check(cluster, context) {
    const instances = instanceCount(cluster, context);
    if (!instances || instances.value < 2 || mayBePatched(cluster, context, ...affinity)) return;
    const enabled = cluster.get('boolean', ...affinity, 'enablePodAntiAffinity');
    if (enabled?.value === false && !isSpread(cluster))
      yield {
        at: enabled.at,
        message: `enablePodAntiAffinity is false, so all ${instances.value} instances may run on one node`,
      };
    for (const label of hostLabels) {
      const host = cluster.get('string', ...affinity, 'nodeSelector', label);
      if (host)
        yield {
          at: host.at,
          message: `The node selector ties all ${instances.value} instances to the node "${host.value}"`,
          help: 'Select nodes by a label that several of them have.',
        };
    }
  },
});

/** Whether something else keeps the instances apart, or may do so. */
function isSpread(cluster: Resource): boolean {
  const constraints = ['spec', 'topologySpreadConstraints'];
  if (cluster.hidesBelow(...additional) || cluster.has(...constraints) || cluster.isUnknown(...constraints))
    return true;
  const required = [...additional, 'requiredDuringSchedulingIgnoredDuringExecution'];
  const preferred = [...additional, 'preferredDuringSchedulingIgnoredDuringExecution'];
  const keys = [
    ...cluster.list('object', ...required).map(({ at }) => [...at.path, 'topologyKey']),
    ...cluster.list('object', ...preferred).map(({ at }) => [...at.path, 'podAffinityTerm', 'topologyKey']),
  ];
  return keys.some((key) => !sharedLabels.includes(cluster.get('string', ...key)?.value ?? ''));
}
