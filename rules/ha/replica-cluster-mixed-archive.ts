import { backupSetup } from '../../src/facts/backup-setup.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { replicaSource } from '../../src/facts/replica-source.ts';
import { defineRule } from '../../src/rule/index.ts';

const own = [
  ['spec', 'plugins'],
  ['spec', 'backup', 'barmanObjectStore'],
];

export default defineRule({
  id: 'ha/replica-cluster-mixed-archive',
  kinds: ['Cluster'],
  about: 'spec.replica',
  consequence: 'outage',
  preset: 'production',
  since: '1.26',
  summary: 'A replica cluster reads and writes archives in one way',
  why:
    'WAL is fetched by the plugin or by the in-tree code, never by both. If the cluster archives with one and its source is kept with the ' +
    'other, the replica never receives WAL from the archive of its source.',
  remedy: 'Use the plugin on both sides.',
  references: [
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/7499',
    'https://cloudnative-pg.io/documentation/current/replica_cluster/',
  ],

  check(cluster, context) {
    const source = context.fact(replicaSource, cluster);
    if (!source || source.archive === 'none') return undefined;
    if (own.some((path) => mayBePatched(cluster, context, ...path) || cluster.hidesBelow(...path))) return undefined;
    const { inTree, plugins } = context.fact(backupSetup, cluster);
    const plugin = plugins.find(({ isForBackup }) => isForBackup);
    const isInTree = source.archive === 'in-tree';
    if (isInTree ? !plugin : plugin || !inTree) return undefined;
    const [theirs, ours] = isInTree ? ['in-tree', 'with a plugin'] : ['with a plugin', 'in-tree'];
    return {
      at: cluster.key(...source.path, isInTree ? 'barmanObjectStore' : 'plugin'),
      message: `The archive of source "${source.name}" is read ${theirs}, but the cluster archives ${ours}, so no WAL comes from there`,
      related: [
        {
          at: plugin ? cluster.at(...plugin.path, 'name') : cluster.key('spec', 'backup', 'barmanObjectStore'),
          message: 'How the cluster archives',
        },
      ],
    };
  },
});
