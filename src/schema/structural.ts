import { _, Ajv, type Code, type CodeKeywordDefinition, type KeywordCxt, nil, stringify } from 'ajv';
import { duplicates, type ListKeys } from './duplicates.ts';
import { formats } from './formats.ts';
import type { Validator } from './problems.ts';
import { DEFS, mapChildren, type PooledSchema, resolve, type Schema } from './schema.ts';

/** The modules that standalone code requires for what its keywords call. */
export interface RuntimeModules {
  readonly formats: string;
  readonly duplicates: string;
}

/** Compiles a pooled schema now: the validator of each minor, made when first asked for. */
export function compilePool(pool: PooledSchema): (minor: string) => Validator | undefined {
  const ajv = poolAjv(pool);
  return (minor) => ajv.getSchema(minorId(minor));
}

/** How the schema of a minor is called in `poolAjv`. */
export function minorId(minor: string): string {
  return `v${minor}`;
}

/**
 * An ajv that knows all schemas of a pool, each def by itself so that minors share its function. Errors hold the place and
 * the keyword only (problems.ts reads the operands from the schema), so that standalone code need not hold the schema.
 */
export function poolAjv(pool: PooledSchema, modules?: RuntimeModules): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    messages: false,
    inlineRefs: false,
    strict: false,
    validateSchema: false,
    meta: false,
    logger: false,
    code: modules ? { source: true, formats: _`require(${modules.formats}).formats` } : {},
  });
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format);
  for (const keyword of [fields, needed, types, allowed, unique(modules)]) ajv.addKeyword(keyword);
  for (const [name, def] of Object.entries(pool.$defs)) ajv.addSchema(prepare(def, pool), name);
  for (const [minor, schema] of Object.entries(pool.minors)) ajv.addSchema(prepare(schema, pool), minorId(minor));
  return ajv;
}

const COMBINATIONS = ['allOf', 'anyOf', 'oneOf'] as const;

/** The same schema in the keywords that ajv is to see. */
function prepare(schema: Schema, pool: PooledSchema): Schema {
  if (schema.$ref !== undefined) return { $ref: schema.$ref.slice(DEFS.length) };
  const {
    properties,
    additionalProperties,
    required,
    default: _,
    type,
    enum: values,
    format,
    pattern,
    allOf,
    anyOf,
    oneOf,
    not,
    ...rest
  } = mapChildren(schema, (child) => prepare(child, pool));
  const nullable = (name: string): boolean => resolve(pool, schema.properties?.[name] ?? {}).nullable === true;
  const keys = schema['x-kubernetes-list-type'] === 'map' ? schema['x-kubernetes-list-map-keys'] : undefined;
  const item = resolve(pool, schema.items ?? {});
  // A negation yields one error, whatever fails inside.
  const combined: Schema[] = COMBINATIONS.flatMap((keyword) =>
    schema[keyword] ? [{ not: { not: { [keyword]: schema[keyword] } } }] : [],
  );
  if (not) combined.push({ not });
  return {
    ...rest,
    ...(typeof type === 'string' && { type }),
    ...(typeof type === 'object' && { types: schema.nullable ? [...type, 'null'] : type }),
    ...(format !== undefined && Object.hasOwn(formats, format)
      ? { format }
      : type === 'integer' && { format: 'int64' }),
    ...(pattern !== undefined && compiles(pattern) && { pattern }),
    ...(values && { allowed: values }),
    ...(combined.length > 0 && { allOf: combined }),
    ...(required && { needed: Object.fromEntries(required.map((name) => [name, nullable(name)])) }),
    ...(additionalProperties === false
      ? { fields: properties ?? {} }
      : { properties: properties ?? {}, ...(additionalProperties && { additionalProperties }) }),
    ...(keys && { unique: keys.map((name) => withDefault(name, resolve(pool, item.properties?.[name] ?? {}))) }),
    ...(schema['x-kubernetes-list-type'] === 'set' && { unique: true }),
  };
}

function withDefault(name: string, schema: Schema): ListKeys[number] {
  return schema.default === undefined ? [name] : [name, schema.default];
}

/** Patterns are written for Go; the few that JavaScript cannot read are left out. */
function compiles(pattern: string): boolean {
  try {
    return Boolean(new RegExp(pattern, 'u'));
  } catch {
    return false;
  }
}

/** Only these fields may occur, and each by its schema: one pass over what is there, so that what is absent costs nothing. */
const fields: CodeKeywordDefinition = {
  keyword: 'fields',
  type: 'object',
  error: { message: '', params: ({ params }) => _`{field: ${params['field']}}` },
  code(cxt) {
    const { gen, data } = cxt;
    gen.forIn('field', data, (field) => {
      gen.if(_`false`);
      for (const names of alike(cxt.schema)) {
        const [name = ''] = names;
        gen.elseIf(any(names, (known) => _`${field} === ${known}`));
        cxt.subschema(
          { keyword: 'fields', schemaProp: name, dataProp: names.length > 1 ? field : name },
          gen.name('valid'),
        );
      }
      gen.else();
      report(cxt, { field });
      gen.endIf();
    });
  },
};

/** The names of fields that have the same schema. */
function alike(schemas: Readonly<Record<string, Schema>>): Iterable<string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, schema] of Object.entries(schemas)) {
    const text = JSON.stringify(schema);
    groups.set(text, [...(groups.get(text) ?? []), name]);
  }
  return groups.values();
}

/** These fields must occur; a null counts only where it is a value of the field. */
const needed: CodeKeywordDefinition = {
  keyword: 'needed',
  type: 'object',
  error: { message: '', params: ({ params }) => _`{field: ${params['field']}}` },
  code(cxt) {
    const { gen, data } = cxt;
    const nullable: Readonly<Record<string, boolean>> = cxt.schema;
    for (const [name, mayBeNull] of Object.entries(nullable)) {
      const value = _`${data}[${name}]`;
      gen.if(mayBeNull ? _`${value} === undefined` : _`${value} == null`, () =>
        report(cxt, { field: stringify(name) }),
      );
    }
  },
};

/** One of several types. */
const types: CodeKeywordDefinition = {
  keyword: 'types',
  error: { message: '' },
  code(cxt) {
    const { gen, data } = cxt;
    const choices: readonly string[] = cxt.schema;
    const isNot = (type: string): Code => {
      if (type === 'integer') return _`!Number.isInteger(${data})`;
      return type === 'null' ? _`${data} !== null` : _`typeof ${data} != ${type}`;
    };
    gen.if(every(choices, isNot), () => report(cxt, {}));
  },
};

/** One of several values. */
const allowed: CodeKeywordDefinition = {
  keyword: 'allowed',
  error: { message: '' },
  code(cxt) {
    const { gen, data } = cxt;
    const values: readonly unknown[] = cxt.schema;
    const isNot = (value: unknown): Code =>
      typeof value === 'object' && value !== null
        ? _`JSON.stringify(${data}) !== ${JSON.stringify(value)}`
        : _`${data} !== ${stringify(value)}`;
    gen.if(every(values, isNot), () => report(cxt, {}));
  },
};

/** No two items are the same, or have the same keys. */
function unique(modules: RuntimeModules | undefined): CodeKeywordDefinition {
  return {
    keyword: 'unique',
    type: 'array',
    error: { message: '', params: ({ params }) => _`{repeated: ${params['repeated']}}` },
    code(cxt) {
      const { gen, data } = cxt;
      const code = modules && { code: _`require(${modules.duplicates}).duplicates` };
      const find = gen.scopeValue('func', { ref: duplicates, ...code });
      const keys = cxt.schema === true ? nil : _`, ${stringify(cxt.schema)}`;
      gen.forOf('repeated', _`${find}(${data}${keys})`, (repeated) => report(cxt, { repeated }));
    },
  };
}

function report(cxt: KeywordCxt, params: Readonly<Record<string, Code>>): void {
  cxt.setParams({ ...params });
  cxt.error();
}

function every<T>(values: readonly T[], condition: (value: T) => Code): Code {
  const [first, ...others] = values.map(condition);
  return others.reduce((all: Code, other) => _`${all} && ${other}`, first ?? _`true`);
}

function any<T>(values: readonly T[], condition: (value: T) => Code): Code {
  const [first, ...others] = values.map(condition);
  return others.reduce((some: Code, other) => _`${some} || ${other}`, first ?? _`false`);
}
