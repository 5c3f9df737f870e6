import { effective } from '../../src/facts/effective.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { backedUpClusters } from '../../src/facts/schedules.ts';
import { ignoreOption, isThrowaway } from '../../src/facts/throwaway.ts';
import { defineRule } from '../../src/rule/index.ts';

const ofSnapshot = ['spec', 'backup', 'volumeSnapshot', 'snapshotOwnerReference'];
const ofBackup = ['spec', 'backupOwnerReference'];

export default defineRule({
  id: 'backup/snapshot-owner-reference',
  kinds: ['Cluster', 'ScheduledBackup'],
  consequence: 'outage',
  preset: 'recommended',
  summary: 'A volume snapshot outlives the Cluster that it was taken of',
  why:
    'Kubernetes deletes what an object owns with it. Snapshots that belong to the Cluster, or to Backups that do, are gone ' +
    'in the very event that they were made for.',
  remedy:
    'Leave snapshotOwnerReference at "none", its default, or set it to "backup" and backupOwnerReference of the schedules to "none".',
  exceptions: ['Namespaces, names and labels of the option `ignore`.', 'What a patch sets otherwise.'],
  references: ['https://cloudnative-pg.io/documentation/current/appendixes/backup_volumesnapshot/'],
  options: {
    schema: { ignore: ignoreOption.schema },
    defaults: { ignore: ignoreOption.default },
  },

  check(subject, context) {
    if (subject.kind === 'Cluster') {
      const owner = subject.get('string', ...ofSnapshot);
      if (owner?.value !== 'cluster' || mayBePatched(subject, context, ...ofSnapshot)) return undefined;
      if (isThrowaway(subject, context.options.ignore)) return undefined;
      return {
        at: owner.at,
        message: `snapshotOwnerReference is "${owner.value}", so Kubernetes deletes all volume snapshots together with cluster "${subject.name}"`,
      };
    }
    const owner = subject.get('string', ...ofBackup);
    if (owner?.value !== 'cluster') return undefined;
    const method = context.fact(effective, subject).get('string', 'spec', 'method')?.value;
    if (method !== 'volumeSnapshot' || isThrowaway(subject, context.options.ignore)) return undefined;
    const [cluster, ...others] = context.fact(backedUpClusters, subject);
    const ofCluster = cluster?.get('string', ...ofSnapshot);
    if (!cluster || others.length > 0 || ofCluster?.value !== 'backup') return undefined;
    if (isThrowaway(cluster, context.options.ignore)) return undefined;
    if (mayBePatched(subject, context, ...ofBackup) || mayBePatched(cluster, context, ...ofSnapshot)) return undefined;
    return {
      at: owner.at,
      message: `backupOwnerReference is "${owner.value}" and a Backup owns its snapshots, so Kubernetes deletes both together with cluster "${cluster.name}"`,
      help: 'Set backupOwnerReference to "none".',
      related: [{ at: ofCluster.at, message: 'Snapshots belong to their Backup' }],
    };
  },
});
