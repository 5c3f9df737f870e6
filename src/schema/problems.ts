import type { Path } from '../manifest/path.ts';
import type { SchemaProblem } from '../model/schema-catalog.ts';
import { listKey } from './duplicates.ts';
import type { Schema } from './schema.ts';

/** What a validator says of a mistake: the place and the keyword. */
export interface RawError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A compiled schema; after a call that returned false, `errors` tells why. */
export interface Validator {
  (value: unknown): unknown;
  errors?: readonly RawError[] | null;
}

/** What the errors of a validator mean: one problem for each mistake, in document order. */
export function toProblems(
  errors: readonly RawError[],
  value: unknown,
  schemaAt: (path: Path) => Schema | undefined,
): SchemaProblem[] {
  const byPlace = new Map<string, SchemaProblem>();
  for (const error of errors) {
    const places = along(value, error.instancePath);
    if (isAbsent(places, error)) continue;
    const path = places.map(({ segment }) => segment);
    const found = places.length === 0 ? value : places.at(-1)?.value;
    const problem = explain(error, path, found, schemaAt(path) ?? {});
    if (!problem) continue;
    const key = JSON.stringify(problem.path);
    const other = byPlace.get(key);
    if (!other || PRIORITY.indexOf(problem.code) < PRIORITY.indexOf(other.code)) byPlace.set(key, problem);
  }
  return [...byPlace.values()].sort(inDocumentOrder(value));
}

/** Of several problems with one value, the first of these is the mistake and the others follow from it. */
const PRIORITY: readonly SchemaProblem['code'][] = [
  ...(['unknown-field', 'missing-field', 'wrong-type', 'not-allowed-value', 'format'] as const),
  ...(['length', 'pattern', 'range', 'duplicate-item'] as const),
];

interface Place {
  readonly segment: string | number;
  readonly value: unknown;
}

/** The places that a pointer passes on its way down. */
function along(value: unknown, pointer: string): Place[] {
  const places: Place[] = [];
  let current = value;
  for (const escaped of pointer.split('/').slice(1)) {
    const name = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    const segment = Array.isArray(current) ? Number(name) : name;
    current = child(current, segment);
    places.push({ segment, value: current });
  }
  return places;
}

/** A null in an object counts as no value at all, unless the schema takes it; a null in a list is a value of the wrong type. */
function isAbsent(places: readonly Place[], error: RawError): boolean {
  const last = places.at(-1);
  if (last?.value !== null) return false;
  return typeof last.segment === 'string' || !['type', 'types'].includes(error.keyword);
}

function explain(error: RawError, path: Path, value: unknown, schema: Schema): SchemaProblem | undefined {
  const limit = schema[error.keyword];
  const length = (what: string, comparison: string, found: number): SchemaProblem => ({
    code: 'length',
    path,
    expected: { what, comparison, limit, found },
  });
  const range = (comparison: string, limit: unknown): SchemaProblem => ({
    code: 'range',
    path,
    expected: { comparison, limit },
  });
  switch (error.keyword) {
    case 'fields':
      return {
        code: 'unknown-field',
        path: [...path, String(error.params['field'])],
        expected: { fields: Object.keys(schema.properties ?? {}) },
      };
    case 'needed':
      return {
        code: 'missing-field',
        path: [...path, String(error.params['field'])],
        expected: { field: error.params['field'] },
      };
    case 'type':
    case 'types':
      return {
        code: 'wrong-type',
        path,
        expected: { types: [schema.type].flat(), found: typeName(value) },
        // Go reads a null into anything, as its empty value.
        ...(value !== null && { isUnreadable: true }),
      };
    case 'allowed':
      return { code: 'not-allowed-value', path, expected: { allowed: schema.enum ?? [] } };
    case 'not':
      return { code: 'not-allowed-value', path, expected: { allowed: [] } };
    case 'pattern':
      // A pattern on what may be a number, too, is that of a quantity.
      return {
        code: 'pattern',
        path,
        expected: { pattern: schema.pattern },
        ...(typeof schema.type === 'object' && { isUnreadable: true }),
      };
    case 'format':
      return {
        ...(outOfIntegers(schema, value, range) ?? {
          code: 'format',
          path,
          expected: { format: schema.format },
        }),
        isUnreadable: true,
      };
    case 'minimum':
      return range('>=', limit);
    case 'maximum':
      return range('<=', limit);
    case 'exclusiveMinimum':
      return range('>', limit);
    case 'exclusiveMaximum':
      return range('<', limit);
    case 'multipleOf':
      return range('multiple of', limit);
    case 'minLength':
    case 'maxLength':
      return length('characters', atLeastOrMost(error), [...String(value)].length);
    case 'minItems':
    case 'maxItems':
      return length('items', atLeastOrMost(error), Object.keys(Object(value)).length);
    case 'minProperties':
    case 'maxProperties':
      return length('properties', atLeastOrMost(error), Object.keys(Object(value)).length);
    case 'unique':
      return duplicate(error, path, value, schema);
    default:
      return undefined;
  }
}

/** An integer of no format is as large as one of 64 bits. */
function outOfIntegers(
  { format, type }: Schema,
  value: unknown,
  range: (comparison: string, limit: unknown) => SchemaProblem,
): SchemaProblem | undefined {
  const bits = format === 'int32' ? 31n : format === 'int64' || type === 'integer' ? 63n : undefined;
  if (bits === undefined) return undefined;
  const [low, high] = [-(2n ** bits), 2n ** bits - 1n];
  const readable = (limit: bigint): number | string => (bits === 31n ? Number(limit) : String(limit));
  return Number(value) < 0 ? range('>=', readable(low)) : range('<=', readable(high));
}

function atLeastOrMost(error: RawError): string {
  return error.keyword.startsWith('min') ? '>=' : '<=';
}

function duplicate(error: RawError, path: Path, value: unknown, schema: Schema): SchemaProblem {
  const repeated = Object(error.params['repeated']);
  const index = Number(repeated.index);
  const item = child(value, index);
  const keys = schema['x-kubernetes-list-map-keys'];
  const shown = keys
    ? listKey(
        item,
        keys.map((name) => [name, null]),
      )
    : item;
  return {
    code: 'duplicate-item',
    path: [...path, index],
    expected: { keys: shown, firstIndex: Number(repeated.first) },
  };
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function child(value: unknown, segment: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, segment)
    ? Reflect.get(value, segment)
    : undefined;
}

/** Compares paths by where they stand in a value; what is missing comes after all that is there. */
function inDocumentOrder(root: unknown): (a: SchemaProblem, b: SchemaProblem) => number {
  const ranks = new Map<unknown, ReadonlyMap<string, number>>();
  const rank = (parent: unknown, segment: string | number): number => {
    if (typeof segment === 'number') return segment;
    let known = ranks.get(parent);
    if (!known) ranks.set(parent, (known = new Map(Object.keys(Object(parent)).map((key, index) => [key, index]))));
    return known.get(segment) ?? Number.MAX_SAFE_INTEGER;
  };
  return (a, b) => {
    let parent = root;
    for (const [depth, left] of a.path.entries()) {
      const right = b.path[depth];
      if (right === undefined) return 1;
      if (left === right) parent = child(parent, left);
      else return rank(parent, left) - rank(parent, right) || (String(left) < String(right) ? -1 : 1);
    }
    return a.path.length - b.path.length;
  };
}
