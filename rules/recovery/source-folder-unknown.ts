import { folderKey, foldersByPlace, placeKey, readFolders } from '../../src/facts/archive-folders.ts';
import { isEarlierGeneration } from '../../src/facts/next-generation.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { sourceClusters } from '../../src/facts/source-clusters.ts';
import { defineRule, sameName } from '../../src/rule/index.ts';

export default defineRule({
  id: 'recovery/source-folder-unknown',
  kinds: ['Cluster'],
  about: 'spec.externalClusters',
  consequence: 'outage',
  preset: 'production',
  summary: 'A recovery source reads a folder that some Cluster archives to',
  why:
    'Without serverName the name of an external cluster is the folder that it reads. Where archives have names of generations, such as ' +
    '"shop-v3", nothing lies there, and the restore finds no backup.',
  remedy: 'Write the serverName of the generation to restore.',
  exceptions: [
    'Object stores that no Cluster of the project archives to.',
    'A source with a connection to a server that is not in view: it archives there itself.',
    'A name that is an earlier generation of a known folder, whose cluster is gone.',
    'A place that a Cluster archives to whose serverName a patch may change.',
    'A serverName that is written, and sources of a plugin, of which recovery/plugin-source-server-name speaks.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/api/v1/cluster_funcs.go',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/1313',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/4025',
  ],

  *check(cluster, context) {
    if (!context.project.isComplete('Cluster')) return;
    for (const read of context.fact(readFolders, cluster)) {
      const place = placeKey(read);
      if (read.store !== undefined || place === undefined || !cluster.isEmpty(...read.path)) continue;
      // A server that runs elsewhere archives there, too.
      const isInView = context.fact(sourceClusters, cluster).some(({ external }) => external.path === read.source.path);
      if (cluster.has(...read.source.path, 'connectionParameters') && !isInView) continue;
      const folders = context.fact(foldersByPlace, context.project).get(place) ?? [];
      const names = [...new Set(folders.map(({ serverName }) => serverName))];
      const isKnown = names.some(
        (name) => sameName(name, read.serverName) !== 'no' || isEarlierGeneration(read.serverName, name),
      );
      const mayDiffer = folders.some((folder) => mayBePatched(folder.cluster, context, ...folder.path));
      if (names.length === 0 || isKnown || mayDiffer) continue;
      // What the cluster itself archives to is not what it is to be restored from.
      const others = [
        ...new Set(
          folders.filter((folder) => folder.cluster.origin !== cluster.origin).map((folder) => folder.serverName),
        ),
      ];
      const [only, ...more] = others;
      yield {
        at: cluster.at(...read.path),
        message: `Source "${read.source.name}" reads the folder "${read.serverName}", to which no cluster archives`,
        help: `Write serverName; the archives known there are ${names.map((name) => `"${name}"`).join(', ')}.`,
        related: folders.slice(0, 3).map((folder) => ({
          at: folder.cluster.at(...folder.path),
          message: `Cluster "${folder.cluster.name}" archives to "${folder.serverName}"`,
        })),
        ...(only !== undefined &&
          more.length === 0 &&
          folderKey(read) !== undefined && {
            fix: {
              title: `Read the folder "${only}"`,
              safe: false,
              edits: cluster.editor.set(cluster.inDocument(...read.path), only),
            },
          }),
      };
    }
  },
});
