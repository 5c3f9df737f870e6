import { mayBePatched } from '../../src/facts/patches.ts';
import { targetClusters } from '../../src/facts/target-clusters.ts';
import { defineRule, type FactContext, nearest, type Resource, sameName } from '../../src/rule/index.ts';

/** Tablespaces that every server has. */
const builtIn = ['pg_default', 'pg_global'];

export default defineRule({
  id: 'declarative/tablespace-exists',
  kinds: ['Database'],
  consequence: 'data-loss',
  preset: 'recommended',
  since: '1.25',
  summary: 'A Database is put into a tablespace that its Cluster has',
  why: 'PostgreSQL refuses to create the database, or to move it, and the Database is never applied.',
  remedy: 'Add the tablespace to `spec.tablespaces` of the Cluster, or correct the name.',
  exceptions: [
    '`pg_default`, which every server has.',
    'Where the Cluster is not in view, or a patch or a placeholder may add the tablespace.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/tablespaces/',
    'https://cloudnative-pg.io/documentation/current/declarative_database_management/',
  ],

  check(database, context) {
    const tablespace = database.get('string', 'spec', 'tablespace');
    if (!tablespace || tablespace.value === '' || builtIn.includes(tablespace.value)) return undefined;
    if (database.text('spec', 'ensure')?.value === 'absent') return undefined;
    const clusters = context.fact(targetClusters, database);
    const [cluster] = clusters;
    if (!cluster || !clusters.every((one) => lacks(one, tablespace.value, context))) return undefined;
    const near = nearest(tablespace.value, namesOf(cluster));
    return {
      at: tablespace.at,
      message: `Cluster "${cluster.name}" has no tablespace "${tablespace.value}"`,
      ...(near !== undefined && { help: `Write "${near}", or add the tablespace to the Cluster.` }),
      related: [{ at: cluster.at('spec', 'tablespaces'), message: 'The Cluster' }],
    };
  },
});

function lacks(cluster: Resource, name: string, context: FactContext): boolean {
  const path = ['spec', 'tablespaces'];
  if (cluster.isUnknown(...path) || mayBePatched(cluster, context, ...path)) return false;
  return namesOf(cluster).every((own) => sameName(own, name) === 'no');
}

function namesOf(cluster: Resource): string[] {
  const tablespaces = cluster.get('array', 'spec', 'tablespaces')?.value ?? [];
  return [...tablespaces.keys()].map((index) => cluster.text('spec', 'tablespaces', index, 'name')?.value ?? '${?}');
}
