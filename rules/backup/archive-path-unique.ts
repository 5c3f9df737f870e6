import { folderKey, writersOfFolders, writtenFolders } from '../../src/facts/archive-folders.ts';
import { defineRule, mayShareNamespace } from '../../src/rule/index.ts';

export default defineRule({
  id: 'backup/archive-path-unique',
  kinds: ['Cluster'],
  consequence: 'data-loss',
  preset: 'recommended',
  summary: 'Each Cluster archives to a folder of its own',
  why:
    'The WAL of two histories gets mixed, the retention policy of one deletes the files of the other, and neither may be restorable. ' +
    'The check for an empty archive protects at the first start only.',
  remedy: 'Give each cluster its own server name, or a destination path of its own.',
  exceptions: [
    'Manifests of one name that may share a namespace are one cluster, written down for several environments.',
    'A path with a placeholder is compared within a directory only, where it is filled once.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/5352',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/5216',
  ],

  check(cluster, context) {
    const writers = context.fact(writersOfFolders, context.project);
    for (const folder of cluster.isPartial ? [] : context.fact(writtenFolders, cluster)) {
      for (const other of writers.get(folderKey(folder) ?? '')?.values() ?? []) {
        // The later one of two is told; the first comes to itself before it comes to another.
        if (other.origin === cluster.origin) break;
        if (other.name === cluster.name && mayShareNamespace(other, cluster)) continue;
        const theirs = context.fact(writtenFolders, other).find((one) => folderKey(one) === folderKey(folder));
        const named =
          other.name === cluster.name
            ? `"${other.name}" of namespace "${other.effectiveNamespace}"`
            : `"${other.name}"`;
        return {
          at: cluster.at(...folder.path),
          message: `Cluster ${named} archives to the same folder "${folder.serverName}" of the same object store`,
          related: theirs ? [{ at: other.at(...theirs.path), message: 'The other archive' }] : [],
        };
      }
    }
    return undefined;
  },
});
