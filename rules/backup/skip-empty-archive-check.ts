import { isSameFolder, readFolders, writtenFolders } from '../../src/facts/archive-folders.ts';
import { backupSetup, barmanCloud } from '../../src/facts/backup-setup.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'backup/skip-empty-archive-check',
  kinds: ['Cluster'],
  about: 'metadata.annotations',
  consequence: 'outage',
  preset: 'recommended',
  summary: 'The check for an empty archive stays on',
  why:
    'It is all that keeps a new cluster from writing over the archive that it was restored from, or over that of another one. ' +
    'Left in a manifest, the annotation is there on the day that the cluster is made anew.',
  remedy: 'Remove the annotation, and archive under a new server name where the archive is not empty.',
  exceptions: [
    'A cluster without object store has no archive to check.',
    'A cluster that archives into the folder that it restores from is the business of recovery/server-name-distinct.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/labels_annotations/',
    'https://cloudnative-pg.io/documentation/current/recovery/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/62',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/209',
  ],

  check(cluster, context) {
    const skips = cluster.get('string', 'metadata', 'annotations', 'cnpg.io/skipEmptyWalArchiveCheck');
    if (skips?.value !== 'enabled') return undefined;
    const { inTree, plugins } = context.fact(backupSetup, cluster);
    const plugin = plugins.find(({ name }) => name === barmanCloud);
    if (!inTree && !plugin) return undefined;
    const read = context.fact(readFolders, cluster);
    const isOwnSource = context
      .fact(writtenFolders, cluster)
      .some((written) => read.some((folder) => isSameFolder(folder, written)));
    if (isOwnSource) return undefined;
    return {
      at: skips.at,
      message: `Cluster "${cluster.name}" archives without a look at what is in the archive already`,
      related: [
        {
          at: plugin ? cluster.at(...plugin.path, 'name') : cluster.key('spec', 'backup', 'barmanObjectStore'),
          message: 'The archive',
        },
      ],
    };
  },
});
