import {
  type ArchiveFolder,
  folderKey,
  isSameFolder,
  readFolders,
  writersOfFolders,
  writtenFolders,
} from '../../src/facts/archive-folders.ts';
import { nextGeneration } from '../../src/facts/next-generation.ts';
import { defineRule, hasPlaceholder, type Path, type RawFix } from '../../src/rule/index.ts';

const skipsCheck = ['metadata', 'annotations', 'cnpg.io/skipEmptyWalArchiveCheck'];

export default defineRule({
  id: 'recovery/server-name-distinct',
  kinds: ['Cluster'],
  about: 'spec.externalClusters',
  consequence: 'data-loss',
  preset: 'recommended',
  summary: 'A Cluster does not archive into the folder that it restores from',
  why:
    'A restored server begins a new timeline and refuses an archive that is not empty: the first instance stops at ' +
    '"Expected empty archive", WAL piles up and the volume fills. With that check switched off, two histories write ' +
    'into the only good archive.',
  remedy: 'Archive under a new server name, the next generation, and leave the server name of the source alone.',
  exceptions: [
    'It is a warning when cnpg.io/skipEmptyWalArchiveCheck is "enabled": a cluster that restores itself works.',
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

      const isChecked = cluster.text(...skipsCheck)?.value !== 'enabled' && !cluster.isUnknown(...skipsCheck);
      const consequence = isChecked
        ? ', and the operator refuses an archive that is not empty'
        : `: with the empty-archive check off two histories share it, which a new generation such as "${next}" keeps apart`;
      const isWritten = cluster.has(...read.path);
      return {
        at: cluster.at(...path),
        message: `The cluster archives into "${serverName}", the folder of its source "${source}"${consequence}`,
        ...(!isChecked && { severity: 'warning' }),
        help: `Archive into the next generation with serverName "${next}", and keep "${serverName}" for source "${source}".`,
        related: [
          {
            at: cluster.at(...read.path),
            message: isWritten ? 'Read here' : `Without serverName, this reads "${serverName}"`,
          },
        ],
        ...fixOf(written, isWritten ? read.path : [...read.source.path, 'name'], next),
      };
    }
    return undefined;
  },
});

/** Sets the archive's server name, unless a placeholder gives it, or the source's name is an alias that would follow. */
function fixOf({ cluster, path, serverName }: ArchiveFolder, source: Path, next: string): { readonly fix?: RawFix } {
  const { editor } = cluster;
  const isAlias = editor.set(cluster.inDocument(...source), next).length === 0;
  if (isAlias || hasPlaceholder(serverName) || cluster.isAssumed(...path)) return {};
  return {
    fix: { title: `Archive into "${next}"`, safe: false, edits: editor.set(cluster.inDocument(...path), next) },
  };
}
