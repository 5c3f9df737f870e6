import { type Lifecycle, type LifecycleTable, lifecycleOf } from './lifecycle.ts';
import { type PgbouncerCatalog, type PgbouncerTable, pgbouncerCatalog } from './pgbouncer.ts';
import { type PostgresCatalog, type PostgresTable, postgresCatalog } from './postgres.ts';

/** What is known of the software that the operator runs. Nothing of it is read before somebody asks. */
export interface Knowledge {
  readonly postgres: PostgresCatalog;
  readonly pgbouncer: PgbouncerCatalog;
  readonly lifecycle: Lifecycle;
}

/** Where the tables are. */
export interface KnowledgeTables {
  readonly postgres: () => PostgresTable;
  readonly pgbouncer: () => PgbouncerTable;
  readonly lifecycle: () => LifecycleTable;
}

/** What tables tell. */
export function knowledgeOf(tables: KnowledgeTables): Knowledge {
  return {
    postgres: postgresCatalog(tables.postgres),
    pgbouncer: pgbouncerCatalog(tables.pgbouncer),
    lifecycle: lifecycleOf(tables.lifecycle),
  };
}
