import { Environment, type ParseResult } from '@marcbachmann/cel-js';
import type { Path } from '../manifest/path.ts';
import type { BrokenRule } from '../model/schema-catalog.ts';
import { formOf } from './cel-forms.ts';
import { listKey } from './duplicates.ts';
import { property } from './navigate.ts';
import { type CelRule, type PooledSchema, resolve, type Schema } from './schema.ts';

/*
 * The CEL rules of a schema (x-kubernetes-validations), judged as the API server judges them: on a value with its defaults,
 * where the value is there; rules with `oldSelf` only where there is a stored value to compare with.
 */

/** Every rule of a pool's schema that a value breaks, or that cannot be judged. */
export function brokenRules(pool: PooledSchema, schema: Schema, value: unknown, stored: unknown): BrokenRule[] {
  const found: BrokenRule[] = [];
  const path: (string | number)[] = [];
  const visit = (at: unknown, old: unknown, given: Schema): void => {
    if (at === undefined || at === null) return;
    const own = resolve(pool, given);
    // Without a stored value there is nothing to compare with.
    const isChange = old !== undefined && old !== null;
    const { isRuled, fields, values, items } = ruledBelow(pool, own, isChange);
    if (!isRuled) return;
    for (const rule of own['x-kubernetes-validations'] ?? []) {
      const { isOnChange, holdsFor } = formOf(rule);
      if ((isOnChange && !isChange && rule.optionalOldSelf !== true) || holdsFor(at)) continue;
      const self = isOnChange ? typed(at, own, pool) : typed(asked(rule.rule, at), own, pool);
      const verdict = judge(rule, isOnChange ? { self, oldSelf: typed(old, own, pool) } : { self });
      if (verdict === undefined) continue;
      found.push({
        owner: [...path],
        path: [...path, ...fieldOf(rule)],
        expression: rule.rule,
        isOnChange,
        ...verdict,
      });
    }
    if (typeof at !== 'object') return;
    const enter = (key: string | number, child: unknown, before: unknown, below: Schema): void => {
      path.push(key);
      visit(child, before, below);
      path.pop();
    };
    if (Array.isArray(at)) {
      const before = items && storedItems(old, own, pool);
      if (items) for (const [index, item] of at.entries()) enter(index, item, before?.(item), items);
    } else if (values || fields.size > 0) {
      for (const name of Object.keys(at)) {
        const below = Object.hasOwn(own.properties ?? {}, name) ? fields.get(name) : values;
        if (below) enter(name, valueAt(at, name), valueAt(old, name), below);
      }
    }
  };
  visit(value, stored, schema);
  return found;
}

/** Where a schema has rules: anywhere at all, and in the schemas of which fields, other values, or items. */
interface Ruled {
  readonly isRuled: boolean;
  readonly fields: ReadonlyMap<string, Schema>;
  readonly values: Schema | undefined;
  readonly items: Schema | undefined;
}

const ruledOnChange = new WeakMap<Schema, Ruled>();
const ruledAnyway = new WeakMap<Schema, Ruled>();

/** Where a schema has rules for a change of a value, or else for a new one; worked out once. */
function ruledBelow(pool: PooledSchema, schema: Schema, isChange: boolean): Ruled {
  const known = isChange ? ruledOnChange : ruledAnyway;
  let ruled = known.get(schema);
  if (!ruled) {
    const withRules = (below: Schema | boolean | undefined): Schema | undefined =>
      typeof below === 'object' && ruledBelow(pool, resolve(pool, below), isChange).isRuled ? below : undefined;
    const fields = new Map(Object.entries(schema.properties ?? {}).filter(([, field]) => withRules(field)));
    const values = withRules(schema.additionalProperties);
    const items = withRules(schema.items);
    const own = (schema['x-kubernetes-validations'] ?? []).some(
      (rule) => isChange || rule.optionalOldSelf === true || !formOf(rule).isOnChange,
    );
    const isRuled = own || fields.size > 0 || values !== undefined || items !== undefined;
    known.set(schema, (ruled = { isRuled, fields, values, items }));
  }
  return ruled;
}

type Verdict = Pick<BrokenRule, 'unjudged' | 'isFault'>;

/** Nothing for a rule that holds. */
function judge(rule: CelRule, variables: Readonly<Record<string, unknown>>): Verdict | undefined {
  if (rule.optionalOldSelf === true) return { unjudged: 'it treats the stored value as optional' };
  const program = compile(rule.rule);
  if (typeof program === 'string') return { unjudged: program };
  try {
    return program(variables) === true ? undefined : {};
  } catch {
    // The API server takes a rule that fails, for instance at a field that is not there, for broken.
    return { isFault: true };
  }
}

let environment: Environment | undefined;

/** Made when a rule is first evaluated, since most runs need none. */
function theEnvironment(): Environment {
  environment ??= new Environment({ homogeneousAggregateLiterals: false })
    .registerVariable('self', 'dyn')
    .registerVariable('oldSelf', 'dyn');
  return environment;
}

const compiled = new Map<string, ParseResult | string>();

/** An expression ready to be evaluated, or why it cannot be: it is no CEL, or calls what is not there. */
function compile(expression: string): ParseResult | string {
  let program = compiled.get(expression);
  if (program === undefined) {
    try {
      program = theEnvironment().parse(expression);
      const { valid, error } = program.check();
      if (!valid) program = firstLine(error?.message ?? '');
    } catch (error) {
      program = firstLine(error instanceof Error ? error.message : String(error));
    }
    compiled.set(expression, program);
  }
  return program;
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

const named = new Map<string, readonly string[] | undefined>();

/** The part of a value that an expression asks for: the fields that it names, or else all of it. */
function asked(expression: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  let fields = named.get(expression);
  if (!named.has(expression)) {
    const uses = [...expression.matchAll(/\bself\b(?:\.(\w+)\b(?!\())?/gu)].map((match) => match[1]);
    fields = uses.every((name) => name !== undefined) ? uses : undefined;
    named.set(expression, fields);
  }
  return fields ? Object.fromEntries(Object.entries(value).filter(([name]) => fields.includes(name))) : value;
}

/** A value as CEL has it: what the schema calls an integer is one, any other number a double. */
function typed(value: unknown, given: Schema | undefined, pool: PooledSchema): unknown {
  const schema = given && resolve(pool, given);
  if (typeof value === 'number') {
    const isDouble = schema?.type === 'number' || !Number.isInteger(value);
    return isDouble ? value : BigInt(value);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => typed(item, schema?.items, pool));
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, typed(child, schema && property(schema, name), pool)]),
  );
}

/** Finds the stored item that an item replaces: by its keys in a list-map, and nowhere else. */
function storedItems(old: unknown, schema: Schema, pool: PooledSchema): ((item: unknown) => unknown) | undefined {
  const names = schema['x-kubernetes-list-map-keys'];
  if (schema['x-kubernetes-list-type'] !== 'map' || !names || !Array.isArray(old)) return undefined;
  const fields = resolve(pool, schema.items ?? {}).properties ?? {};
  const keys = names.map((name) => [name, resolve(pool, fields[name] ?? {}).default] as const);
  const identity = (item: unknown): string => JSON.stringify(listKey(item, keys));
  const byKey = new Map(old.map((item: unknown) => [identity(item), item]));
  return (item) => byKey.get(identity(item));
}

function valueAt(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isObject ? Reflect.get(value, name) : undefined;
}

/** The field below the rule's own value that it names, as in `.serverName`. */
function fieldOf({ fieldPath }: CelRule): Path {
  return (fieldPath ?? '').split('.').filter((name) => name !== '');
}
