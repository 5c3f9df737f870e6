import { defineFact, type Field, type Resource } from '../rule/index.ts';
import { effective } from './effective.ts';
import { mayBePatched } from './patches.ts';

/** The database that a Cluster is bootstrapped with, and the role that the application logs in as. */
export interface ApplicationDatabase {
  readonly database: Field<string>;
  readonly owner: Field<string>;
}

/** Which database and owner does a Cluster make for the application? Nothing where a patch or a placeholder may decide. */
export const applicationDatabase = defineFact<Resource, ApplicationDatabase | undefined>({
  name: 'application-database',
  compute(cluster, context) {
    if (cluster.isPartial || mayBePatched(cluster, context, 'spec', 'bootstrap')) return undefined;
    const method = ['recovery', 'pg_basebackup'].find((name) => cluster.has('spec', 'bootstrap', name)) ?? 'initdb';
    const path = ['spec', 'bootstrap', method];
    // What a restored server holds is known only by what is written of it.
    const isOpen = method !== 'initdb' && !cluster.has(...path, 'database') && !cluster.has(...path, 'owner');
    const filled = context.fact(effective, cluster);
    const database = filled.get('string', ...path, 'database');
    const owner = filled.get('string', ...path, 'owner');
    return isOpen || !database || !owner ? undefined : { database, owner };
  },
});
