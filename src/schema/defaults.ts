import type { OperatorData } from '../model/operator.ts';
import { property } from './navigate.ts';
import { type PooledSchema, resolve, type Schema } from './schema.ts';

/*
 * Defaulting as the API server does it: a null counts as absent where the schema does not take it, defaults are filled in
 * from the outside to the inside, and what a default brings gets the defaults below it.
 */

/** Makes copies of values of one pool's schemas, with their defaults. */
export class Defaulter {
  readonly #pool: PooledSchema;
  readonly #dropsEmpty: boolean;
  readonly #droppedZeros: readonly string[];
  readonly #known = new WeakMap<Schema, readonly (readonly [string, unknown])[]>();

  /** An operator that writes resources anew may leave out optional fields that hold an empty text, list, map or number. */
  constructor(pool: PooledSchema, operator: Pick<OperatorData, 'dropsEmptyValues' | 'droppedZeros'> | undefined) {
    this.#pool = pool;
    this.#dropsEmpty = operator?.dropsEmptyValues === true;
    this.#droppedZeros = operator?.droppedZeros ?? [];
  }

  fill(value: unknown, given: Schema | undefined): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const schema = given && resolve(this.#pool, given);
    if (Array.isArray(value)) return value.map((item) => this.fill(item, schema?.items));
    const result: Record<string, unknown> = {};
    for (const [name, child] of Object.entries(value)) {
      const own = this.#below(schema, name);
      if (child === null && own && own.nullable !== true) continue;
      // Fields alone are left out, not the entries of a map.
      const isOptional = schema?.properties?.[name] !== undefined && schema.required?.includes(name) !== true;
      if (this.#dropsEmpty && own && isOptional && isEmpty(child, own)) continue;
      if (child === 0 && isOptional && this.#droppedZeros.includes(name)) continue;
      put(result, name, this.fill(child, own));
    }
    for (const [name, value] of schema ? this.#defaults(schema) : [])
      if (!Object.hasOwn(result, name)) put(result, name, this.fill(value, this.#below(schema, name)));
    return result;
  }

  #below(schema: Schema | undefined, name: string): Schema | undefined {
    const child = schema && property(schema, name);
    return child && resolve(this.#pool, child);
  }

  #defaults(schema: Schema): readonly (readonly [string, unknown])[] {
    let known = this.#known.get(schema);
    if (!known) {
      known = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
        const value = resolve(this.#pool, field).default;
        return value === undefined ? [] : [[name, value] as const];
      });
      this.#known.set(schema, known);
    }
    return known;
  }
}

function isEmpty(value: unknown, schema: Schema): boolean {
  if (value === '' || (Array.isArray(value) && value.length === 0)) return true;
  const isMap = typeof schema.additionalProperties === 'object';
  return isMap && typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** Sets a key, even one such as `__proto__`. */
function put(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
  else target[name] = value;
}
