import { createRequire } from 'node:module';
import { knowledgeOf } from '../model/knowledge.ts';
import type { LifecycleTable } from '../model/lifecycle.ts';
import { type OperatorTable, operatorByMinor } from '../model/operator.ts';
import type { PgbouncerTable } from '../model/pgbouncer.ts';
import type { PostgresTable } from '../model/postgres.ts';
import type { SchemaIndex, SchemaSource } from '../schema/catalog.ts';
import type { Validator } from '../schema/problems.ts';
import type { PooledSchema } from '../schema/schema.ts';

/** The schemas that come with the package; `root` holds `schemas/` and `dist/validators/`. */
export function embeddedSchemas(root: URL): SchemaSource {
  const require = createRequire(new URL('schemas/index.json', root));
  const index = require('./index.json') as SchemaIndex;
  const minors = index.cnpg.map(({ minor }) => minor);
  return {
    index,
    operator: operatorByMinor(require('./operator.json') as OperatorTable, minors),
    knowledge: knowledgeOf({
      postgres: () => require('./postgres/settings.json') as PostgresTable,
      pgbouncer: () => require('./pgbouncer.json') as PgbouncerTable,
      lifecycle: () => require('./lifecycle.json') as LifecycleTable,
    }),
    schema: (file) => require(`./${file}`) as PooledSchema,
    validator(file, minor) {
      const name = file.slice(file.lastIndexOf('/') + 1, -'.json'.length);
      const validators = require(`../dist/validators/${name}.cjs`) as Readonly<Record<string, Validator>>;
      return validators[minor];
    },
  };
}
