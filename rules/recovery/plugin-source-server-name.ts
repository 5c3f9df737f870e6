import { isSameFolder, readFolders, writtenFolders } from '../../src/facts/archive-folders.ts';
import { barmanCloud } from '../../src/facts/backup-setup.ts';
import { recoverySources } from '../../src/facts/external-clusters.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'recovery/plugin-source-server-name',
  kinds: ['Cluster'],
  about: 'spec.externalClusters',
  consequence: 'data-loss',
  preset: 'recommended',
  since: '1.25',
  summary: 'A recovery source of the Barman Cloud plugin says which server it is to read',
  why:
    'In-tree, the name of the external cluster is the default. The plugin falls back to the name of the cluster that is being created: ' +
    'it looks into the wrong folder, which is usually empty, and reports "no target backup found".',
  remedy: 'Set serverName to the name under which the old cluster archived.',
  exceptions: [
    'It is advice where the cluster is called like its source, so that the default happens to be right.',
    'A cluster that reads what it archives itself, of which recovery/server-name-distinct speaks.',
  ],
  references: [
    'https://cloudnative-pg.io/plugin-barman-cloud/docs/usage/',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/blob/main/internal/cnpgi/operator/config/config.go',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/issues/319',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/issues/485',
  ],

  *check(cluster, context) {
    if (cluster.isPartial || cluster.name === '') return;
    const read = context.fact(readFolders, cluster);
    const written = context.fact(writtenFolders, cluster);
    for (const source of context.fact(recoverySources, cluster)) {
      const parameters = [...source.path, 'plugin', 'parameters'];
      const isOurs = cluster.text(...source.path, 'plugin', 'name')?.value === barmanCloud;
      if (!isOurs || !cluster.isEmpty(...parameters, 'serverName')) continue;
      const own = read.find((folder) => folder.source.name === source.name);
      if (own && written.some((folder) => isSameFolder(folder, own))) continue;

      const isRight = source.name === cluster.name;
      yield {
        at: cluster.at(...parameters, 'serverName'),
        message: isRight
          ? `Source "${source.name}" has no serverName, and is found only because the cluster has the same name`
          : `Source "${source.name}" has no serverName, so the plugin reads the folder "${cluster.name}", called like the new cluster`,
        ...(isRight && { severity: 'info' }),
        fix: {
          title: `Read the folder "${source.name}"`,
          safe: false,
          edits: cluster.editor.set(cluster.inDocument(...parameters, 'serverName'), source.name),
        },
      };
    }
  },
});
