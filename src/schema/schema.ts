/** A CEL rule of a schema; the wording of its message is ours, so that is not kept. */
export interface CelRule {
  readonly rule: string;
  readonly fieldPath?: string;
  readonly reason?: string;
  readonly optionalOldSelf?: boolean;
}

/** A structural schema as JSON Schema, so written that plain JSON Schema keywords judge as the API server does. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-validations'?: readonly CelRule[];
  readonly [keyword: string]: unknown;
}

/** One kind's schemas of many minors in one document; subtrees that occur more than once stand in `$defs`. */
export interface PooledSchema {
  readonly minors: Readonly<Record<string, Schema>>;
  readonly $defs: Readonly<Record<string, Schema>>;
}

/** Where a def stands in its document. */
export const DEFS = '#/$defs/';

/** A schema, or the def that it refers to. */
export function resolve(pool: PooledSchema, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  return pool.$defs[schema.$ref.slice(DEFS.length)] ?? {};
}

/** The same schema with a function applied to every schema directly below it. */
export function mapChildren(schema: Schema, change: (child: Schema, name: string | undefined) => Schema): Schema {
  const result: Record<string, unknown> = { ...schema };
  if (schema.properties) {
    const entries = Object.entries(schema.properties);
    result['properties'] = Object.fromEntries(entries.map(([name, child]) => [name, change(child, name)]));
  }
  if (schema.items) result['items'] = change(schema.items, undefined);
  if (typeof schema.additionalProperties === 'object')
    result['additionalProperties'] = change(schema.additionalProperties, undefined);
  return result;
}
