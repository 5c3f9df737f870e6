import { folderKey, isSameFolder, readFolders, writersOfFolders, writtenFolders } from '../../src/facts/archive-folders.ts';
import { nextGeneration } from '../../src/facts/next-generation.ts';
import { defineRule, hasPlaceholder } from '../../src/rule/index.ts';

const skipsCheck = ['metadata', 'annotations', 'cnpg.io/skipEmptyWalArchiveCheck'];

export default defineRule({
  id: 'recovery/server-name-distinct',
  kinds: ['Cluster'],
  consequence: 'data-loss',
  preset: 'recommended',
  summary: 'A Cluster does not archive into the folder that it restores from',
  why:
    'A restored server begins a new timeline and refuses an archive that is not empty: the first instance stops at "Expected empty archive", ' +
    'WAL piles up and the volume fills. With that check switched off, two histories write into the only good archive.',
  remedy: 'Archive under a new server name, the next generation, and leave the server name of the source alone.',
  exceptions: [
    'It is a warning when cnpg.io/skipEmptyWalArchiveCheck is "enabled": a cluster that always restores itself works, without the safety net.',
    'External clusters that are only imported from or subscribed to are not restored from.',
    'Where only one of the two names holds a placeholder, they may differ.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/6470',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/7344',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/issues/350',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/blob/main/internal/cnpgi/operator/config/config.go',
  ],

  check(cluster, context) {
    const reads = context.fact(readFolders, cluster);
    for (const written of context.fact(writtenFolders, cluster)) {
      const read = reads.find((folder) => isSameFolder(folder, written));
      if (!read) continue;

      const { serverName, path } = written;
      const source = read.source.name;
      const writers = context.fact(writersOfFolders, context.project);
      let next = nextGeneration(serverName);
      while (writers.has(folderKey({ ...written, serverName: next }) ?? '')) next = nextGeneration(next);

      const skips = cluster.text(...skipsCheck)?.value === 'enabled' || cluster.isUnknown(...skipsCheck);
      const isWritten = cluster.has(...read.path);
      // Where the source's name is an alias, setting the archive's would move both.
      const { editor } = cluster;
      const named = isWritten ? read.path : [...read.source.path, 'name'];
      const isFixable = !hasPlaceholder(serverName) && !cluster.isAssumed(...path) && editor.set(cluster.inDocument(...named), next).length > 0;
      return {
        at: cluster.at(...path),
        message: skips
          ? `The cluster archives into "${serverName}", the folder of its source "${source}": with the empty-archive check off two histories share it, which a new generation such as "${next}" keeps apart`
          : `The cluster archives into "${serverName}", the folder of its source "${source}", and the operator refuses an archive that is not empty`,
        ...(skips && { severity: 'warning' }),
        help: `Archive into the next generation with serverName "${next}", and keep "${serverName}" for source "${source}".`,
        related: [{ at: cluster.at(...read.path), message: isWritten ? 'Read here' : `Without serverName, this reads "${serverName}"` }],
        ...(isFixable && { fix: { title: `Archive into "${next}"`, safe: false, edits: editor.set(cluster.inDocument(...path), next) } }),
      };
    }
    return undefined;
  },
});
