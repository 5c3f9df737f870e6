/* Values that a schema allows, and values that it does not. */
import { readFileSync } from 'node:fs';
import { draw, durations, images, quantities, schedules, strings } from './pools.mjs';

const folder = new URL('../../schemas/cnpg/', import.meta.url);
const loaded = new Map();

/** The schemas of a kind: a root for each minor that has it, and what their references mean. */
export function schemasOf(kind) {
  const file = `${kind.toLowerCase()}.json`;
  if (!loaded.has(file)) {
    const { minors, $defs } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    const resolve = (schema) => {
      let found = schema;
      while (found?.$ref) found = $defs[found.$ref.slice('#/$defs/'.length)];
      return found;
    };
    loaded.set(file, { minors, resolve });
  }
  return loaded.get(file);
}

// biome-ignore format: pools read best as lines of values
const dateTimes = ['2031-01-01T00:00:00Z', '2031-01-01t00:00:00z', '2031-01-01', '2031-01-01 00:00:00', '2031-02-30T00:00:00Z', '2031-01-01T00:00:00', '2031-01-01T25:00:00Z', '2031-01-01T00:00:00.5+01:00', '2031-01-01T00:00:00+25:00',
  '', 'x', '2031-13-01T00:00:00Z', '2031-01-01T23:59:60Z', '2031-1-1T00:00:00Z', '2031-01-01T00:00:00+0100', '10000-01-01T00:00:00Z'];

const poolOfField = {
  size: quantities,
  storage: quantities,
  schedule: schedules,
  imageName: images,
  image: images,
  minApplyDelay: durations,
  metricsQueriesTTL: durations,
};

const isIntOrString = ({ type }) => Array.isArray(type);

/** A value that the schema allows as far as the schema goes; strings may still trouble a webhook. */
export function validValue(random, kind, schema, name, depth = 0) {
  const { resolve } = schemasOf(kind);
  const found = resolve(schema) ?? {};
  if (found.enum) return random.pick(found.enum);
  if (isIntOrString(found)) return random.chance(30) ? random.below(20) : draw(random, quantities);
  switch (found.type) {
    case 'string':
      return validString(random, found, name);
    case 'integer':
      return random.between(found.minimum ?? 0, Math.min(found.maximum ?? 100, (found.minimum ?? 0) + 100));
    case 'number':
      return random.below(100) / 4;
    case 'boolean':
      return random.chance(50);
    case 'array': {
      const count = Math.max(found.minItems ?? 0, random.below(depth > 3 ? 2 : 3));
      return Array.from({ length: count }, () => validValue(random, kind, found.items, name, depth + 1));
    }
    case 'object':
      return validObject(random, kind, found, depth);
    default:
      return random.pick(['a', 1, true]);
  }
}

function validObject(random, kind, schema, depth) {
  const value = {};
  const required = new Set(schema.required);
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    if (required.has(key) || random.chance(depth > 2 ? 6 : 18))
      value[key] = validValue(random, kind, property, key, depth + 1);
  }
  if (schema.additionalProperties && typeof schema.additionalProperties === 'object') {
    for (let i = random.below(3); i > 0; i -= 1)
      value[random.pick(['a', 'b', 'app', 'memory', 'cpu'])] = validValue(
        random,
        kind,
        schema.additionalProperties,
        '',
        depth + 1,
      );
  }
  return value;
}

function validString(random, schema, name) {
  if (schema.format === 'date-time') return random.chance(60) ? dateTimes[0] : random.pick(dateTimes);
  const pool = poolOfField[name] ?? strings;
  const pattern = schema.pattern && new RegExp(schema.pattern, 'u');
  const allows = (text) =>
    (!pattern || pattern.test(text)) &&
    text.length >= (schema.minLength ?? 0) &&
    text.length <= (schema.maxLength ?? Number.POSITIVE_INFINITY);
  for (let i = 0; i < 8; i += 1) {
    const text = draw(random, pool);
    if (allows(text)) return text;
  }
  return ['a', '7d', '1Gi', 'app'].find(allows) ?? 'a';
}

/** A value of another type; null and empty values are choices of their own. */
export function wrongType(random, schema) {
  const type = isIntOrString(schema) ? 'string' : schema.type;
  const others = [1, 'text', true, { a: 1 }, ['x'], 1.5, '7', 'true', { name: 'x' }, [{}]].filter(
    (value) => typeOf(value) !== type,
  );
  return random.pick(others);
}

function typeOf(value) {
  if (Array.isArray(value)) return 'array';
  if (Number.isInteger(value)) return 'integer';
  return typeof value;
}

/** A value of the right type beyond what the schema allows, at its edge where there is one. */
export function outOfRange(random, schema) {
  if (schema.enum) {
    const one = random.pick(schema.enum);
    return random.pick([`${one}x`, String(one).toUpperCase(), '', ` ${one}`, 'other']);
  }
  if (schema.type === 'integer') {
    const edges = [0, -1, 1, 2147483647, 2147483648, -2147483649, 1e15, 1.5, 1e30];
    if (schema.minimum !== undefined) edges.push(schema.minimum, schema.minimum - 1);
    if (schema.maximum !== undefined) edges.push(schema.maximum, schema.maximum + 1);
    return random.pick(edges);
  }
  if (schema.type === 'boolean') return random.pick(['true', 0, 'yes']);
  if (schema.type === 'array') return Array.from({ length: 30 }, (_, index) => `item-${index}`);
  if (schema.format === 'date-time') return random.pick(dateTimes);
  if (isIntOrString(schema)) return draw(random, quantities);
  if (schema.type === 'string') {
    const long = 'x'.repeat((schema.maxLength ?? 63) + 1);
    return random.pick([
      long,
      long.slice(1),
      '',
      ' ',
      'ä',
      'A-',
      '-a',
      '0',
      'a\nb',
      'a b',
      '%',
      '7D',
      '07d',
      '7d ',
      'x_',
    ]);
  }
  return {};
}
