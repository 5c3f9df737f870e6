import type { Path } from '../manifest/path.ts';
import type { SchemaProblem } from '../model/schema-catalog.ts';
import { type PooledSchema, resolve, type Schema } from './schema.ts';

/** What `markFilledIn` asks of a kind's schema. */
export interface Judge {
  readonly pool: PooledSchema;
  readonly schemaAt: (path: Path) => Schema | undefined;
  readonly problemsOf: (value: unknown) => readonly SchemaProblem[];
  /** Fields, in dots and without indices, that stay missing. */
  readonly omitted: readonly string[];
}

/**
 * What the operator makes of missing values: its webhook writes the resource anew in its own types, in which a missing
 * required field is an empty one, before the API server judges. Problems that the server thus never sees are told apart as
 * `filled-in`, with the value that it sees as `expected.becomes`; they are mistakes all the same.
 */
export function markFilledIn(
  problems: readonly SchemaProblem[],
  value: unknown,
  judge: Judge,
): readonly SchemaProblem[] {
  const candidates = new Map<SchemaProblem, unknown>();
  for (const problem of problems) {
    // The zero value of a whole spec holds zeros that its defaults would not mend: `instances: 0` stays 0.
    const field = problem.path.filter((segment) => typeof segment === 'string').join('.');
    const isLeft = judge.omitted.includes(field) || (problem.path.length === 1 && hasNumbers(judge, problem.path));
    const isMendable = isFillable(problem) && !isLeft;
    const empty = isMendable ? emptyValue(judge.pool, judge.schemaAt(problem.path) ?? {}) : undefined;
    if (empty !== undefined) candidates.set(problem, empty);
  }
  // What the operator cannot read, it cannot write anew.
  const isUnreadable = problems.some((problem) => problem.isUnreadable === true && !isFillable(problem));
  if (candidates.size === 0 || isUnreadable) return problems;
  const filled: unknown = JSON.parse(JSON.stringify(value));
  for (const [{ path }, empty] of candidates) put(filled, path, empty);
  const refused = judge.problemsOf(filled);
  return problems.map((problem) => {
    const isRefused = refused.some(({ path }) => problem.path.every((segment, depth) => path[depth] === segment));
    if (!candidates.has(problem) || isRefused) return problem;
    const { path, expected } = problem;
    return { path, code: 'filled-in', expected: { ...expected, becomes: candidates.get(problem) } };
  });
}

function isFillable({ code, path, expected }: SchemaProblem): boolean {
  return (
    code === 'missing-field' ||
    (code === 'wrong-type' && expected['found'] === 'null' && typeof path.at(-1) === 'number')
  );
}

function hasNumbers({ pool, schemaAt }: Judge, path: Path): boolean {
  const fields = Object.values(schemaAt(path)?.properties ?? {});
  return fields.some((field) => typeof resolve(pool, field).default === 'number');
}

/** The empty value of a type; nothing for lists and maps, whose empty value is null. */
function emptyValue(pool: PooledSchema, schema: Schema): unknown {
  if (schema.type === 'string') return '';
  if (schema.type === 'boolean') return false;
  if (schema.type === 'integer' || schema.type === 'number') return 0;
  if (schema.type !== 'object' || !schema.properties) return undefined;
  const fields = Object.entries(schema.properties).map(([name, field]): [string, Schema] => [
    name,
    resolve(pool, field),
  ]);
  const required = fields.filter(([name]) => schema.required?.includes(name));
  const values = required.map(([name, field]): [string, unknown] => [name, emptyValue(pool, field)]);
  return values.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(values);
}

function put(root: unknown, path: Path, value: unknown): void {
  let parent: unknown = root;
  for (const segment of path.slice(0, -1)) parent = Object(Reflect.get(Object(parent), segment));
  Reflect.set(Object(parent), path.at(-1) ?? '', value);
}
