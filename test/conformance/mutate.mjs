/* Mutations that need to know nothing but the schema: each field wrong in each way. */
import { outOfRange, schemasOf, validValue, wrongType } from './schema-values.mjs';

/** Changes one field of a manifest in place, chosen by walking down the schema of a minor. */
export function mutateBySchema(random, manifest, minor) {
  const { minors, resolve } = schemasOf(manifest.kind);
  const known = Object.keys(minors);
  const root = resolve(minors[minor] ?? minors[known.at(-1)]);
  const spec = resolve(root.properties.spec);
  if (random.chance(1)) {
    damage(random, manifest.kind, manifest, 'spec', spec);
    return;
  }
  if (!isObject(manifest.spec)) return;
  const site = findSite(random, manifest.kind, manifest.spec, spec);
  damage(random, manifest.kind, site.parent, site.key, site.schema, site.parentSchema);
}

/** Walks down as far as chance wills; what is missing on the way is filled in, so that rare fields are reached, too. */
function findSite(random, kind, start, startSchema) {
  const { resolve } = schemasOf(kind);
  let parent = start;
  let schema = startSchema;
  for (;;) {
    const step = stepInto(random, parent, schema, resolve);
    if (!step) return { parent: start, key: 'unknownField', schema: { type: 'string' }, parentSchema: startSchema };
    const child = resolve(step.schema) ?? {};
    const isLeaf = !child.properties && !child.items && typeof child.additionalProperties !== 'object';
    if (isLeaf || random.chance(22)) return { parent, key: step.key, schema: child, parentSchema: schema };
    if (!isContainer(parent[step.key])) parent[step.key] = emptyFor(random, kind, child);
    const next = parent[step.key];
    if (Array.isArray(next) && next.length === 0) next.push(validValue(random, kind, child.items, step.key));
    if (!isContainer(next) || (Array.isArray(next) && !isContainer(next[0])))
      return { parent, key: step.key, schema: child, parentSchema: schema };
    parent = next;
    schema = child;
  }
}

function stepInto(random, parent, schema, resolve) {
  if (Array.isArray(parent)) return { key: random.below(parent.length), schema: schema.items };
  const properties = Object.keys(schema.properties ?? {});
  if (properties.length > 0) {
    const present = properties.filter((key) => parent[key] !== undefined);
    const key = present.length > 0 && random.chance(55) ? random.pick(present) : random.pick(properties);
    return { key, schema: schema.properties[key] };
  }
  if (typeof schema.additionalProperties !== 'object') return undefined;
  const keys = Object.keys(parent);
  const key = keys.length > 0 && random.chance(70) ? random.pick(keys) : random.pick(['a', 'b', 'x/y']);
  return { key, schema: resolve(schema.additionalProperties) };
}

function emptyFor(random, kind, schema) {
  return schema.type === 'array' ? [] : validValue(random, kind, { ...schema, properties: requiredOf(schema) }, '');
}

/** Only what is required: a parent that is filled in should not be a second mutation. */
function requiredOf(schema) {
  const required = schema.required ?? [];
  return Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([key]) => required.includes(key)));
}

function damage(random, kind, parent, key, schema, parentSchema = {}) {
  const container = isContainer(parent) && !Array.isArray(parent) ? parent : undefined;
  const ways = {
    valid: () => {
      parent[key] = validValue(random, kind, schema, String(key));
    },
    edge: () => {
      parent[key] = outOfRange(random, schema);
    },
    type: () => {
      parent[key] = wrongType(random, schema);
    },
    null: () => {
      parent[key] = null;
    },
    empty: () => {
      parent[key] = random.pick(emptiesOf(schema));
    },
    unknown: () => {
      if (container)
        container[random.pick([`${key}s`, 'foo', capitalized(String(key)), 'x-y'])] = random.pick([1, 'x', {}, null]);
    },
    remove: () => {
      if (!container) return;
      const candidates = (parentSchema.required ?? []).filter((name) => name in container);
      delete container[candidates.length > 0 && random.chance(70) ? random.pick(candidates) : key];
    },
    repeat: () => {
      const list = Array.isArray(parent) ? parent : parent[key];
      if (Array.isArray(list) && list.length > 0) list.push(structuredClone(random.pick(list)));
    },
  };
  // biome-ignore format: the weights of the ways
  const weighted = ['valid', 'valid', 'valid', 'valid', 'edge', 'edge', 'edge', 'type', 'type', 'null', 'empty', 'empty', 'unknown', 'unknown', 'remove', 'remove', 'repeat'];
  ways[random.pick(weighted)]();
}

function emptiesOf(schema) {
  if (schema.type === 'string' || Array.isArray(schema.type)) return [''];
  if (schema.type === 'array') return [[], [{}], [null], ['']];
  if (schema.type === 'object') return [{}];
  return [0, ''];
}

const capitalized = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const isContainer = (value) => typeof value === 'object' && value !== null;
const isObject = (value) => isContainer(value) && !Array.isArray(value);
