import { mayBePatched } from '../../src/facts/patches.ts';
import { volumeSizes } from '../../src/facts/volume-sizes.ts';
import { defineRule, toDotted } from '../../src/rule/index.ts';

export default defineRule({
  id: 'storage/class-explicit',
  kinds: ['Cluster'],
  consequence: 'advice',
  preset: 'production',
  summary: 'Each volume names its storage class',
  why:
    'The default class of the Kubernetes cluster decides otherwise: often one over the network, or one that deletes volumes with their claims, and ' +
    'another one after a rebuild elsewhere. The class of a volume that exists cannot be changed.',
  remedy: 'Set `storageClass` to a class that you have chosen for databases.',
  exceptions: ['Patches, and what a patch may set.', 'The empty class, which asks for volumes that are there already.'],
  references: ['https://cloudnative-pg.io/documentation/current/storage/'],

  *check(cluster, context) {
    if (cluster.isPartial) return;
    for (const { path } of context.fact(volumeSizes, cluster)) {
      // A volume that is missing as a whole lacks more than its class.
      if (!cluster.get('object', ...path) || mayBePatched(cluster, context, ...path.slice(0, 2))) continue;
      const isGiven = [['storageClass'], ['pvcTemplate', 'storageClassName']].some(
        (field) => cluster.has(...path, ...field) || cluster.isUnknown(...path, ...field),
      );
      if (isGiven) continue;
      yield {
        at: cluster.at(...path, 'storageClass'),
        message: `${toDotted(path)} leaves its storage class to the default of the Kubernetes cluster`,
      };
    }
  },
});
