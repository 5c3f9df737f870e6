import { setWithSections } from '../../src/facts/nested-edit.ts';
import { storeConfigurations } from '../../src/facts/object-store-configurations.ts';
import { isOnlyRead } from '../../src/facts/object-store-writers.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { defineRule } from '../../src/rule/index.ts';

/** From the best on. */
const fast = ['zstd', 'snappy', 'lz4'];
const slow = ['bzip2', 'gzip'];

export default defineRule({
  id: 'backup/wal-compression',
  kinds: ['Cluster', 'ObjectStore'],
  consequence: 'advice',
  preset: 'production',
  summary: 'The WAL in an archive is compressed by a fast algorithm',
  why:
    'Each WAL file has 16 MB, however little is in it, and for a small cluster they cost more than the backups. A slow algorithm ' +
    'holds up archiving, so that the WAL volume fills, and every restore.',
  remedy:
    'Set `wal.compression: zstd`. Each file keeps the compression that it was written with, so that it may be changed at any time.',
  exceptions: ['Stores that are only restored from.', 'What a placeholder or a patch may set.'],
  references: [
    'https://cloudnative-pg.io/plugin-barman-cloud/docs/compression/',
    'https://cloudnative-pg.io/documentation/current/appendixes/backup_barmanobjectstore/',
    'https://github.com/cloudnative-pg/barman-cloud/blob/main/pkg/api/config.go',
  ],

  check(subject, context) {
    const { schemas, target } = context.project;
    for (const { path: store, use } of context.fact(storeConfigurations, subject)) {
      if (use === 'source' || (use === 'store' && context.fact(isOnlyRead, subject))) continue;
      const path = [...store, 'wal', 'compression'];
      const allowed = schemas.field(subject.data.group, subject.kind, path, target)?.allowed ?? [];
      const [best] = fast.filter((name) => allowed.includes(name));
      const written = subject.get('string', ...path);
      const isNone = !subject.has(...path) && !subject.isUnknown(...path) && !subject.isPartial;
      const isSlow = written !== undefined && slow.includes(written.value);
      if (best === undefined || mayBePatched(subject, context, ...path) || !(isNone || isSlow)) continue;
      return {
        at: subject.at(...path),
        message: isNone
          ? `WAL is archived by ${subject.kind} "${subject.name}" without compression`
          : `WAL is compressed with "${written?.value ?? ''}", which is slow`,
        help: `Set wal.compression to "${best}": files that are there already keep the compression that they have.`,
        ...(!written?.assumed && {
          fix: {
            title: `Compress WAL with ${best}`,
            safe: false,
            edits: setWithSections(subject, path, best),
          },
        }),
      };
    }
    return undefined;
  },
});
