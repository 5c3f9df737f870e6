import { isHibernated } from '../../src/facts/hibernation.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { isReplicaCluster } from '../../src/facts/replica-cluster.ts';
import { ignoreOption, isThrowaway } from '../../src/facts/throwaway.ts';
import { defineRule, type Resource } from '../../src/rule/index.ts';

const stores = ['barmanObjectStore', 'volumeSnapshot'].map((way) => ['spec', 'backup', way]);
const plugins = ['spec', 'plugins'];

export default defineRule({
  id: 'backup/cluster-has-backup',
  kinds: ['Cluster'],
  consequence: 'outage',
  preset: 'production',
  summary: 'A Cluster has some way to be backed up',
  why:
    'The volumes are deleted with the Cluster object. Without a backup, a pruned resource, a renaming or a deleted namespace is final, ' +
    'and replicas do not help against a dropped table.',
  remedy:
    'Add the Barman Cloud plugin with an ObjectStore and a ScheduledBackup, or volume snapshots beside an archive of the WAL.',
  exceptions: [
    'Namespaces, names and labels of the option `ignore`.',
    'Hibernated clusters; for a replica cluster it is advice, since its source can be backed up instead.',
    'Any plugin may be one that takes backups, and so may those of `operatorPlugins`.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/backup/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/8442',
  ],
  options: {
    schema: { ignore: ignoreOption.schema },
    defaults: { ignore: ignoreOption.default },
  },

  check(cluster, context) {
    if (cluster.isPartial || isThrowaway(cluster, context.options.ignore)) return undefined;
    if (isHibernated(cluster, context) !== 'no' || context.project.scope.operatorPlugins.length > 0) return undefined;
    const isOpen = [...stores, plugins].some(
      (path) => cluster.isUnknown(...path) || mayBePatched(cluster, context, ...path),
    );
    if (isOpen || stores.some((path) => cluster.has(...path)) || hasPlugin(cluster)) return undefined;
    return {
      at: cluster.has('spec', 'backup') ? cluster.at('spec', 'backup') : cluster.at('metadata', 'name'),
      message: `Cluster "${cluster.name}" has no backup: neither a plugin, nor an object store, nor volume snapshots`,
      ...(context.fact(isReplicaCluster, cluster) !== 'no' && { severity: 'info' }),
    };
  },
});

/** Whether a plugin is on, or may be. */
function hasPlugin(cluster: Resource): boolean {
  const entries = cluster.get('array', ...plugins)?.value ?? [];
  return [...entries.keys()].some((index) => cluster.get('boolean', ...plugins, index, 'enabled')?.value !== false);
}
