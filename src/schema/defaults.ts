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
  readonly #known = new WeakMap<Schema, Defaults>();

  /** An operator that writes resources anew may leave out optional fields that hold an empty text, list, map or number. */
  constructor(pool: PooledSchema, operator: Pick<OperatorData, 'dropsEmptyValues' | 'droppedZeros'> | undefined) {
    this.#pool = pool;
    this.#dropsEmpty = operator?.dropsEmptyValues === true;
    this.#droppedZeros = operator?.droppedZeros ?? [];
  }

  /** The value with its defaults; what they change nothing in is shared with the value given. */
  fill(value: unknown, given: Schema | undefined): unknown {
    // Most values hold nothing that could be left out: only where the schema has defaults is there something to do.
    return this.#fill(value, given && resolve(this.#pool, given), holdsEmpty(value));
  }

  #fill(value: unknown, schema: Schema | undefined, mayDrop: boolean): unknown {
    if (typeof value !== 'object' || value === null || !schema) return value;
    const defaults = this.#defaults(schema);
    if (!mayDrop && !defaults.areAny) return value;
    return Array.isArray(value)
      ? this.#fillItems(value, schema, mayDrop)
      : this.#fillFields(value as Fields, schema, defaults, mayDrop);
  }

  #fillItems(items: readonly unknown[], schema: Schema, mayDrop: boolean): unknown {
    const ofItems = schema.items && resolve(this.#pool, schema.items);
    if (!ofItems) return items;
    const filled = items.map((item) => this.#fill(item, ofItems, mayDrop));
    return filled.some((item, index) => item !== items[index]) ? filled : items;
  }

  #fillFields(value: Fields, schema: Schema, { own, within }: Defaults, mayDrop: boolean): unknown {
    let changed: Record<string, unknown> | undefined;
    for (const name of mayDrop ? Object.keys(value) : (within ?? Object.keys(value))) {
      const below = Object.hasOwn(value, name) ? this.#below(schema, name) : undefined;
      if (!below) continue;
      const child = value[name];
      if (mayDrop && this.#isDropped(name, child, schema, below)) {
        changed ??= { ...value };
        delete changed[name];
        continue;
      }
      const filled = this.#fill(child, below, mayDrop);
      if (filled !== child) put((changed ??= { ...value }), name, filled);
    }
    for (const [name, preset] of own)
      if (!Object.hasOwn(changed ?? value, name)) put((changed ??= { ...value }), name, preset);
    return changed ?? value;
  }

  #isDropped(name: string, child: unknown, schema: Schema, below: Schema): boolean {
    if (child === null && below.nullable !== true) return true;
    // Fields alone are left out, not the entries of a map.
    const isOptional = schema.properties?.[name] !== undefined && schema.required?.includes(name) !== true;
    if (!isOptional) return false;
    return (this.#dropsEmpty && isEmpty(child, below)) || (child === 0 && this.#droppedZeros.includes(name));
  }

  #below(schema: Schema | undefined, name: string): Schema | undefined {
    const child = schema && property(schema, name);
    return child && resolve(this.#pool, child);
  }

  #defaults(schema: Schema): Defaults {
    let known = this.#known.get(schema);
    if (!known) this.#known.set(schema, (known = this.#findDefaults(schema)));
    return known;
  }

  #findDefaults({ properties = {}, additionalProperties, items }: Schema): Defaults {
    const fields = Object.entries(properties).map(([name, field]) => [name, resolve(this.#pool, field)] as const);
    const own = fields
      .filter(([, field]) => field.default !== undefined)
      .map(([name, field]) => [name, this.fill(field.default, field)] as const);
    const areIn = (child: Schema): boolean => this.#defaults(resolve(this.#pool, child)).areAny;
    const isMapOfThem = typeof additionalProperties === 'object' && areIn(additionalProperties);
    const within = fields.filter(([, field]) => areIn(field)).map(([name]) => name);
    const areAny = own.length > 0 || within.length > 0 || isMapOfThem || (items !== undefined && areIn(items));
    return { areAny, own, within: isMapOfThem ? undefined : within };
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** The defaults that a schema has, worked out once. */
interface Defaults {
  /** Whether there is one, here or below. */
  readonly areAny: boolean;
  /** Those of its own fields, with the defaults below them. */
  readonly own: readonly (readonly [string, unknown])[];
  /** The fields that have some below them; nothing if that can be every key. */
  readonly within: readonly string[] | undefined;
}

/** Whether a value holds, anywhere, something that could be taken for absent. */
function holdsEmpty(value: unknown): boolean {
  if (typeof value !== 'object') return value === '' || value === 0;
  if (value === null) return true;
  if (Array.isArray(value)) return value.length === 0 || value.some(holdsEmpty);
  let isBare = true;
  for (const name in value) {
    if (holdsEmpty((value as Fields)[name])) return true;
    isBare = false;
  }
  return isBare;
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
