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

  /** The value with its defaults; what they change nothing in is shared with the value given. */
  fill(value: unknown, given: Schema | undefined): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const schema = given && resolve(this.#pool, given);
    if (!schema) return value;
    return Array.isArray(value) ? this.#fillItems(value, schema) : this.#fillFields(value, schema);
  }

  #fillItems(items: readonly unknown[], schema: Schema): unknown {
    if (!schema.items) return items;
    const filled = items.map((item) => this.fill(item, schema.items));
    return filled.some((item, index) => item !== items[index]) ? filled : items;
  }

  #fillFields(value: object, schema: Schema): unknown {
    let changed: Record<string, unknown> | undefined;
    const own = (): Record<string, unknown> => (changed ??= { ...value });
    for (const [name, child] of Object.entries(value)) {
      const below = this.#below(schema, name);
      if (!below) continue;
      // Fields alone are left out, not the entries of a map.
      const isOptional = schema.properties?.[name] !== undefined && schema.required?.includes(name) !== true;
      const isNothing = child === null && below.nullable !== true;
      const isDropped =
        isOptional &&
        ((this.#dropsEmpty && isEmpty(child, below)) || (child === 0 && this.#droppedZeros.includes(name)));
      if (isNothing || isDropped) {
        delete own()[name];
        continue;
      }
      const filled = this.fill(child, below);
      if (filled !== child) put(own(), name, filled);
    }
    for (const [name, preset] of this.#defaults(schema))
      if (!Object.hasOwn(changed ?? value, name)) put(own(), name, this.fill(preset, this.#below(schema, name)));
    return changed ?? value;
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
