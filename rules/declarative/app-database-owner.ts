import { applicationDatabase } from '../../src/facts/application-database.ts';
import { targetClusters } from '../../src/facts/target-clusters.ts';
import { defineRule, sameName } from '../../src/rule/index.ts';

export default defineRule({
  id: 'declarative/app-database-owner',
  kinds: ['Database'],
  consequence: 'outage',
  preset: 'recommended',
  since: '1.25',
  summary: 'A Database that is the one of the bootstrap keeps its owner',
  why:
    'The operator gives the database to the owner that the Database names. The user in the secret of the application, which owned it so far, ' +
    'then misses the rights for its next migration.',
  remedy: 'Name the same owner in the Database as in the bootstrap of the Cluster.',
  exceptions: [
    'A Database that is to be absent.',
    'A restored cluster that names neither database nor owner.',
    'A bootstrap that a patch or a placeholder decides on.',
  ],
  references: ['https://cloudnative-pg.io/documentation/current/declarative_database_management/'],

  check(database, context) {
    const name = database.text('spec', 'name')?.value ?? '';
    const owner = database.text('spec', 'owner');
    if (!owner || owner.value === '' || database.text('spec', 'ensure')?.value === 'absent') return undefined;
    const applications = context
      .fact(targetClusters, database)
      .map((cluster) => context.fact(applicationDatabase, cluster));
    const [application] = applications;
    const isTaken = applications.every(
      (one) => one && sameName(one.database.value, name) === 'yes' && sameName(one.owner.value, owner.value) === 'no',
    );
    if (!application || !isTaken || database.isAssumed('spec', 'owner')) return undefined;
    const cluster = application.owner.at.resource;
    return {
      at: owner.at,
      message: `"${owner.value}" is to own the database "${name}", which the bootstrap of cluster "${cluster.name}" gives to "${application.owner.value}"`,
      related: [{ at: application.owner.at, message: `The owner "${application.owner.value}"` }],
    };
  },
});
