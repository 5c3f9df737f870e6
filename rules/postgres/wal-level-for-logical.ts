import { givenSetting } from '../../src/facts/postgres-settings.ts';
import { defineRule, type Path, type Project, type Resource } from '../../src/rule/index.ts';

const decoding: Path = ['spec', 'replicationSlots', 'highAvailability', 'synchronizeLogicalDecoding'];

export default defineRule({
  id: 'postgres/wal-level-for-logical',
  kinds: ['Cluster'],
  about: 'spec.postgresql.parameters.wal_level',
  consequence: 'refused',
  preset: 'recommended',
  since: '1.25',
  summary: 'A Cluster with publications keeps its WAL level at logical',
  why: 'Logical decoding needs WAL of the level logical, which the operator sets by default. With a lower one the publication is created, and every subscription to it fails.',
  remedy: 'Remove `wal_level`, which leaves it at "logical".',
  exceptions: ['A Publication that may mean another Cluster of the name, one nearer to its own file.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/logical_replication/',
    'https://www.postgresql.org/docs/current/runtime-config-wal.html#GUC-WAL-LEVEL',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/pkg/postgres/configuration.go',
  ],

  check(cluster, context) {
    const level = givenSetting(cluster, 'wal_level', context);
    if (!level || level.value === 'logical') return undefined;
    const isSynchronized = cluster.get('boolean', ...decoding)?.value === true;
    const publication = publicationOf(cluster, context.project);
    if (!isSynchronized && !publication) return undefined;
    return {
      at: level.field.at,
      message: publication
        ? `wal_level "${level.field.value}" is too low for Publication "${publication.name}", which needs "logical"`
        : `wal_level "${level.field.value}" is too low to decode WAL for logical slots, which needs "logical"`,
      related: [
        publication
          ? { at: publication.at('spec', 'cluster', 'name'), message: 'Published from this cluster' }
          : { at: cluster.at(...decoding), message: 'Logical slots are kept on the standbys' },
      ],
    };
  },
});

function publicationOf(cluster: Resource, project: Project): Resource | undefined {
  return project.ofKind('Publication').find((publication) => {
    const name = publication.get('string', 'spec', 'cluster', 'name')?.value;
    return (
      name === cluster.name &&
      name !== '' &&
      !publication.isPartial &&
      project.named(publication, 'Cluster', name)[0] === cluster.origin
    );
  });
}
