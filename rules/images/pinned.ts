import { mayBePatched } from '../../src/facts/patches.ts';
import { defineRule } from '../../src/rule/index.ts';

const choices = ['imageName', 'imageCatalogRef'];

export default defineRule({
  id: 'images/pinned',
  kinds: ['Cluster'],
  consequence: 'outage',
  preset: 'production',
  summary: 'A Cluster says which PostgreSQL image it runs',
  why:
    "Without one the operator's built-in default is written into the cluster at its creation, and that default moves " +
    'to another major even within a patch series: two clusters of one manifest differ, and one that is rebuilt ' +
    'for a restore may not read its backups.',
  remedy: 'Set imageName with a full tag, or imageCatalogRef.',
  exceptions: ['Patches, and clusters to which a patch gives an image.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/image_catalog/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/api/v1/cluster_defaults.go',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/docs/src/release_notes/old/v1.26.md',
  ],

  check(cluster, context) {
    if (cluster.isPartial || cluster.isUnknown('spec') || !cluster.has('spec')) return undefined;
    if (choices.some((choice) => cluster.has('spec', choice) || mayBePatched(cluster, context, 'spec', choice)))
      return undefined;
    return {
      at: cluster.at('spec', 'imageName'),
      message: `Cluster "${cluster.name}" runs whichever PostgreSQL is the default of the operator that creates it`,
    };
  },
});
