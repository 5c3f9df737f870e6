import type { Path } from '../manifest/path.ts';
import { type PooledSchema, resolve, type Schema } from './schema.ts';

/** The schema at a path of a minor: an index stands for the items of an array, any key for the values of a map. */
export function schemaAt(pool: PooledSchema, minor: string, path: Path): Schema | undefined {
  let schema: Schema | undefined = pool.minors[minor];
  for (const segment of path) {
    const parent: Schema = resolve(pool, schema ?? {});
    schema = typeof segment === 'number' ? parent.items : property(parent, segment);
    if (!schema) return undefined;
  }
  return schema && resolve(pool, schema);
}

/** The names of the fields below a schema, or below its items. */
export function fieldNames(pool: PooledSchema, schema: Schema): string[] {
  const owner = schema.items ? resolve(pool, schema.items) : schema;
  return Object.keys(owner.properties ?? {});
}

/** All paths of a minor by the name of the field, shortest first; without list indices and without the values of maps. */
export function pathsByName(pool: PooledSchema, minor: string): ReadonlyMap<string, readonly Path[]> {
  const found = new Map<string, Path[]>();
  const root = pool.minors[minor];
  let level: { path: Path; schema: Schema }[] = root ? [{ path: [], schema: root }] : [];
  while (level.length > 0) {
    const below = level.flatMap(({ path, schema }) =>
      children(pool, schema).map(([name, child]) => ({ path: [...path, name], schema: child, name })),
    );
    for (const { name, path } of below) found.set(name, [...(found.get(name) ?? []), path]);
    level = below;
  }
  return found;
}

/** The schema of a field, or of a map's value, by its name. */
export function property(schema: Schema, name: string): Schema | undefined {
  if (schema.properties && Object.hasOwn(schema.properties, name)) return schema.properties[name];
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}

function children(pool: PooledSchema, schema: Schema): [string, Schema][] {
  let owner = resolve(pool, schema);
  while (owner.items) owner = resolve(pool, owner.items);
  return Object.entries(owner.properties ?? {});
}
