import { mayBePatched } from '../../src/facts/patches.ts';
import { sourceClusters } from '../../src/facts/source-clusters.ts';
import { tablespaceNames } from '../../src/facts/tablespace-names.ts';
import { defineRule } from '../../src/rule/index.ts';

const tablespaces = ['spec', 'tablespaces'];

export default defineRule({
  id: 'recovery/tablespaces-match',
  kinds: ['Cluster'],
  about: 'spec.externalClusters',
  consequence: 'data-loss',
  preset: 'recommended',
  summary: 'A restored or replica Cluster declares the tablespaces of its source',
  why: 'A restore maps each tablespace to a volume by its name. One that is missing has no volume, and the restore fails.',
  remedy: 'Copy the list of tablespaces, with sizes that are at least as large.',
  exceptions: [
    'Sources that are not in view, or may be one of several.',
    'Patches, and clusters whose tablespaces a patch or a placeholder gives.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/tablespaces/',
    'https://cloudnative-pg.io/documentation/current/recovery/',
    'https://cloudnative-pg.io/documentation/current/replica_cluster/',
  ],

  *check(cluster, context) {
    if (cluster.isPartial || cluster.hidesBelow(...tablespaces) || mayBePatched(cluster, context, ...tablespaces))
      return;
    const own = new Set(context.fact(tablespaceNames, cluster).map(({ value }) => value.toLowerCase()));
    for (const { source, external } of context.fact(sourceClusters, cluster)) {
      const theirs = context.fact(tablespaceNames, source).filter(({ value }) => value !== '');
      const missing = theirs.filter(({ value }) => !own.has(value.toLowerCase()));
      const [first] = missing;
      if (!first) continue;
      const names = missing.map(({ value }) => `"${value}"`).join(', ');
      const isOne = missing.length === 1;
      yield {
        at: cluster.has(...tablespaces) ? cluster.key(...tablespaces) : cluster.at(...external.path, 'name'),
        message: `Tablespace${isOne ? '' : 's'} ${names} of source "${source.name}" ${isOne ? 'is' : 'are'} missing, and the copy fails`,
        related: [{ at: first.at, message: `Tablespace "${first.value}"` }],
      };
    }
  },
});
