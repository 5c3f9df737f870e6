import type { Path } from '../manifest/path.ts';
import type { FieldInfo, Limits } from '../model/schema-catalog.ts';
import { fieldNames, schemaAt } from './navigate.ts';
import { type PooledSchema, resolve, type Schema } from './schema.ts';

/** What the schema of a minor says of the field at a path, apart from its history; nothing if there is none. */
export function fieldInfo(pool: PooledSchema, minor: string, path: Path): Omit<FieldInfo, 'minors'> | undefined {
  const schema = schemaAt(pool, minor, path);
  if (!schema) return undefined;
  const parent = schemaAt(pool, minor, path.slice(0, -1));
  const below = schema.items ?? schema.additionalProperties;
  const limits = limitKeywords.flatMap((keyword) => {
    const limit = schema[keyword];
    return typeof limit === 'number' ? [[keyword, limit] as const] : [];
  });
  const conditions = conditionsOn(schema, parent, path);
  return {
    path,
    type: typeOf(schema),
    required: parent?.required?.includes(String(path.at(-1))) ?? false,
    ...(schema.default !== undefined && { default: schema.default }),
    ...(schema.enum && { allowed: schema.enum }),
    ...(schema.pattern !== undefined && { pattern: schema.pattern }),
    ...(schema.format !== undefined && { format: schema.format }),
    ...(typeof below === 'object' && { each: typeOf(resolve(pool, below)) }),
    ...(schema['x-kubernetes-list-map-keys'] && { keys: schema['x-kubernetes-list-map-keys'] }),
    ...(limits.length > 0 && { limits: Object.fromEntries(limits) }),
    ...(conditions.length > 0 && { conditions }),
    isFixed: isFixed(pool, minor, path),
    fields: fieldNames(pool, schema),
  };
}

const limitKeywords = [
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
] as const satisfies readonly (keyof Limits)[];

/** The CEL rules on the value itself, and those on its parent that name it; without those on changes. */
function conditionsOn(schema: Schema, parent: Schema | undefined, path: Path): readonly string[] {
  const names = new RegExp(`\\bself\\.${String(path.at(-1))}\\b`, 'u');
  return [
    ...expressions(schema),
    ...(parent ? expressions(parent).filter((expression) => names.test(expression)) : []),
  ].filter((expression) => !/\boldSelf\b/u.test(expression));
}

/** Whether a rule on the value, or on one that it is in, keeps it as it is stored. */
function isFixed(pool: PooledSchema, minor: string, path: Path): boolean {
  return [...path, undefined].some((next, length) => {
    const schema = schemaAt(pool, minor, path.slice(0, length));
    const all = [/^self == oldSelf$/u, /^oldSelf == self$/u];
    const one = typeof next === 'string' ? [new RegExp(`^self\\.${next} == oldSelf\\.${next}$`, 'u')] : [];
    return schema && expressions(schema).some((rule) => [...all, ...one].some((form) => form.test(rule)));
  });
}

function expressions(schema: Schema): readonly string[] {
  return (schema['x-kubernetes-validations'] ?? []).map(({ rule }) => rule.trim());
}

function typeOf(schema: Schema): FieldInfo['type'] {
  switch (schema.type) {
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
    case 'object':
    case 'array':
      return schema.type;
    default:
      return typeof schema.type === 'object' ? 'integer or string' : 'any';
  }
}
