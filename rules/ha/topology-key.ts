import { effective } from '../../src/facts/effective.ts';
import { instanceCount } from '../../src/facts/instance-count.ts';
import { sharedLabels, zoneLabels } from '../../src/facts/node-labels.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { defineRule } from '../../src/rule/index.ts';

const affinity = ['spec', 'affinity'];

export default defineRule({
  id: 'ha/topology-key',
  kinds: ['Cluster'],
  about: 'spec.affinity.topologyKey',
  consequence: 'outage',
  preset: 'production',
  summary: 'A Cluster keeps its instances apart by a label that tells nodes or zones apart',
  why:
    'Anti-affinity keeps two instances from sharing a value of the label `topologyKey`. If all nodes have the same value, ' +
    '`required` leaves all instances but one unscheduled, and `preferred` does nothing.',
  remedy: 'Use `kubernetes.io/hostname` or `topology.kubernetes.io/zone`.',
  exceptions: ['Zones are counted only if the option `zones` tells how many there are.'],
  references: ['https://cloudnative-pg.io/documentation/current/scheduling/'],
  options: {
    schema: {
      zones: {
        type: 'integer',
        minimum: 0,
        description: 'How many availability zones there are; 0 if it is not known',
      },
    },
    defaults: { zones: 0 },
  },

  check(cluster, context) {
    const instances = instanceCount(cluster, context);
    const key = cluster.get('string', ...affinity, 'topologyKey');
    if (!key || !instances || instances.value < 2 || mayBePatched(cluster, context, ...affinity)) return undefined;
    const object = context.fact(effective, cluster);
    const isOff = object.get('boolean', ...affinity, 'enablePodAntiAffinity')?.value === false;
    const type = object.get('string', ...affinity, 'podAntiAffinityType')?.value;
    if (isOff || type === undefined || cluster.isUnknown(...affinity, 'enablePodAntiAffinity')) return undefined;
    const isRequired = type === 'required';
    if (sharedLabels.includes(key.value))
      return {
        at: key.at,
        message: `topologyKey is "${key.value}", which usually is the same on all nodes, so ${isRequired ? 'only one instance is scheduled' : 'nothing keeps the instances apart'}`,
      };
    const { zones } = context.options;
    if (!isRequired || zones === 0 || !zoneLabels.includes(key.value) || instances.value <= zones) return undefined;
    return {
      at: key.at,
      message: `topologyKey is "${key.value}" with ${instances.value} instances, of which only ${zones} find a zone of their own`,
      help: 'Use `podAntiAffinityType: preferred`, `kubernetes.io/hostname`, or no more instances than zones.',
    };
  },
});
