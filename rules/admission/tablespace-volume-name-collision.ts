import { type TablespaceName, tablespaceNames } from '../../src/facts/tablespace-names.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/tablespace-volume-name-collision',
  kinds: ['Cluster'],
  about: 'spec.tablespaces',
  consequence: 'refused',
  preset: 'server',
  since: '1.27',
  summary: 'Each tablespace of a Cluster has a volume of its own',
  why:
    'The volume is named after the tablespace, with "-" for "_" and "$", which names of volumes cannot have. ' +
    'Two names that become the same one would share a volume, and the webhook refuses them.',
  remedy: 'Give one of them a name that differs in letters or digits, too.',
  references: [
    'https://cloudnative-pg.io/documentation/current/tablespaces/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    const known = new Map<string, TablespaceName>();
    for (const name of context.fact(tablespaceNames, cluster)) {
      if (name.twin || name.value === '') continue;
      const volume = volumeOf(name.value);
      const other = known.get(volume);
      if (!other && !cluster.isAssumed(...name.at.path)) known.set(volume, name);
      if (other)
        yield {
          at: name.at,
          message: `The tablespaces "${other.value}" and "${name.value}" would both have the volume "${volume}"`,
          related: [{ at: other.at, message: 'The other one' }],
        };
    }
  },
});

function volumeOf(tablespace: string): string {
  return `tbs-${tablespace.replace(/^_/u, '1').replaceAll(/[_$]/gu, '-').toLowerCase()}`;
}
