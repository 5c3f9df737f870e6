import type { SchemaProblem } from '../model/schema-catalog.ts';
import { schemaAt } from '../schema/navigate.ts';
import { toProblems, type Validator } from '../schema/problems.ts';
import type { PooledSchema } from '../schema/schema.ts';
import { requirePackaged } from './package-root.ts';

/** What is wrong with a configuration's content, by the schema that is published for editors. */
export function validateConfig(content: unknown): readonly SchemaProblem[] {
  const { config } = requirePackaged('../dist/validators/config.cjs') as { config: Validator };
  if (config(content)) return [];
  const pool: PooledSchema = { minors: { config: requirePackaged('./config.schema.json') }, $defs: {} };
  return toProblems(config.errors ?? [], content, (path) => schemaAt(pool, 'config', path));
}
