import { DEFS, mapChildren, type PooledSchema, type Schema } from './schema.ts';

/** Shorter subtrees are written out wherever they occur: a reference would hardly be shorter. */
const MIN_SHARED = 60;

/** Longer objects stand by themselves even when used once: each def becomes a function of its own, compiled when first called. */
const MIN_ALONE = 250;

/** One kind's schemas, oldest minor first -> one document in which identical subtrees, inside and across minors, stand once. */
export function poolSchemas(releases: readonly { readonly minor: string; readonly schema: Schema }[]): PooledSchema {
  const census = new Census();
  for (const { schema } of releases) census.count(schema, 'root');
  const writer = new Writer(census);
  const minors = Object.fromEntries(releases.map(({ minor, schema }) => [minor, writer.write(schema)]));
  return { minors, $defs: Object.fromEntries([...writer.defs].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** The schema of one minor, written out without references; nothing if the pool lacks the minor. */
export function expandSchema(pool: PooledSchema, minor: string): Schema | undefined {
  const expand = (schema: Schema): Schema => {
    const target = schema.$ref === undefined ? schema : pool.$defs[schema.$ref.slice(DEFS.length)];
    if (!target) throw new Error(`The pooled schema has no ${schema.$ref}`);
    return mapChildren(target, expand);
  };
  const root = pool.minors[minor];
  return root && expand(root);
}

/** A distinct subtree. */
interface Subtree {
  readonly schema: Schema;
  readonly size: number;
  /** From the field at which it was seen first. */
  readonly name: string;
  uses: number;
}

/** Finds out which subtrees are the same, and how often each would be written. */
class Census {
  readonly #byText = new Map<string, Subtree>();
  readonly #bySchema = new Map<Schema, Subtree>();

  count(schema: Schema, name: string): void {
    const text = JSON.stringify(schema);
    const known = this.#byText.get(text);
    const subtree = known ?? { schema, size: text.length, name, uses: 0 };
    this.#bySchema.set(schema, subtree);
    this.#byText.set(text, subtree);
    subtree.uses++;
    if (known) return;
    mapChildren(schema, (child, field) => {
      this.count(child, field ?? `${name}Item`);
      return child;
    });
  }

  of(schema: Schema): Subtree | undefined {
    return this.#bySchema.get(schema);
  }
}

class Writer {
  readonly defs = new Map<string, Schema>();
  readonly #names = new Map<Subtree, string>();
  readonly #census: Census;

  constructor(census: Census) {
    this.#census = census;
  }

  write(schema: Schema): Schema {
    const subtree = this.#census.of(schema);
    if (!subtree || !standsInDefs(subtree)) return this.#below(schema);
    return { $ref: DEFS + (this.#names.get(subtree) ?? this.#define(subtree)) };
  }

  #define(subtree: Subtree): string {
    const base = subtree.name.replaceAll(/\W/gu, '_');
    let name = base;
    for (let n = 2; this.defs.has(name); n++) name = `${base}${n}`;
    this.#names.set(subtree, name);
    this.defs.set(name, {});
    this.defs.set(name, this.#below(subtree.schema));
    return name;
  }

  #below(schema: Schema): Schema {
    return mapChildren(schema, (child) => this.write(child));
  }
}

function standsInDefs({ schema, size, uses }: Subtree): boolean {
  return (uses > 1 && size >= MIN_SHARED) || (schema.properties !== undefined && size >= MIN_ALONE);
}
