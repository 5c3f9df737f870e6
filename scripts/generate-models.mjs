import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadTs } from './load-ts.mjs';

const root = new URL('../', import.meta.url);

/** How the products are called whose kinds there are. */
const PRODUCTS = { cnpg: 'CloudNativePG', plugin: 'the Barman Cloud plugin' };

/** What Kubernetes or CloudNativePG calls the objects at these places; all others are called after the fields that hold them. */
const KNOWN = {
  Affinity: 'Pooler.spec.template.spec.affinity',
  CatalogImage: 'ImageCatalog.spec.images[]',
  Container: 'Pooler.spec.template.spec.containers[]',
  EnvFromSource: 'Cluster.spec.envFrom[]',
  EnvSource: 'Cluster.spec.envFrom[].secretRef',
  EnvVar: 'Cluster.spec.env[]',
  EnvVarSource: 'Cluster.spec.env[].valueFrom',
  ExecAction: 'Pooler.spec.template.spec.containers[].livenessProbe.exec',
  GrpcAction: 'Pooler.spec.template.spec.containers[].livenessProbe.grpc',
  HttpGetAction: 'Pooler.spec.template.spec.containers[].livenessProbe.httpGet',
  ImageCatalogSpec: 'ImageCatalog.spec',
  KeySelector: 'Cluster.spec.backup.barmanObjectStore.endpointCA',
  KeyToPath: 'Pooler.spec.template.spec.volumes[].configMap.items[]',
  Lifecycle: 'Pooler.spec.template.spec.containers[].lifecycle',
  LifecycleHandler: 'Pooler.spec.template.spec.containers[].lifecycle.preStop',
  LocalObjectReference: 'Cluster.spec.superuserSecret',
  ManagedService: 'Cluster.spec.managed.services.additional[]',
  NameValue: 'Cluster.spec.podSecurityContext.sysctls[]',
  NodeSelector: 'Cluster.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution',
  OptionalKeySelector: 'Cluster.spec.env[].valueFrom.secretKeyRef',
  OptionalObjectReference: 'Database.spec.cluster',
  PersistentVolumeClaimSpec: 'Cluster.spec.storage.pvcTemplate',
  PodAffinity: 'Cluster.spec.affinity.additionalPodAffinity',
  PodResourceClaim: 'Pooler.spec.template.spec.resourceClaims[]',
  PodSpec: 'Pooler.spec.template.spec',
  PodTemplateSpec: 'Pooler.spec.template',
  PreferredSchedulingTerm: 'Cluster.spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[]',
  Probe: 'Pooler.spec.template.spec.containers[].livenessProbe',
  RelabelConfig: 'Cluster.spec.monitoring.podMonitorRelabelings[]',
  ResourceClaim: 'Cluster.spec.resources.claims[]',
  ResourceRequirements: 'Cluster.spec.resources',
  SecurityContext: 'Cluster.spec.securityContext',
  SleepAction: 'Pooler.spec.template.spec.containers[].lifecycle.preStop.sleep',
  SQLRefs: 'Cluster.spec.bootstrap.initdb.postInitSQLRefs',
  StorageConfiguration: 'Cluster.spec.storage',
  TcpSocketAction: 'Pooler.spec.template.spec.containers[].livenessProbe.tcpSocket',
  TemplateMetadata: 'Pooler.spec.template.metadata',
  Toleration: 'Cluster.spec.affinity.tolerations[]',
  TypedLocalObjectReference: 'Cluster.spec.storage.pvcTemplate.dataSource',
  TypedObjectReference: 'Cluster.spec.storage.pvcTemplate.dataSourceRef',
  Volume: 'Pooler.spec.template.spec.volumes[]',
  VolumeResourceRequirements: 'Cluster.spec.storage.pvcTemplate.resources',
  WeightedPodAffinityTerm:
    'Cluster.spec.affinity.additionalPodAffinity.preferredDuringSchedulingIgnoredDuringExecution[]',
};

/** The generated files of src/models/: text by name. */
export async function generateModels() {
  const { expandSchema } = await loadTs('src/schema/pool.ts');
  const index = readJson('index.json');
  const kinds = index.kinds
    .map((kind) => ({
      ...kind,
      minor: index[kind.series].at(-1).minor,
      apiVersion: `${kind.group}/${kind.versions[0]}`,
    }))
    .filter(({ minors, minor }) => minors.includes(minor))
    .map((kind) => ({ ...kind, schema: expandSchema(readJson(kind.file), kind.minor) }))
    // A kind without a spec is written by the operator alone.
    .filter(({ schema }) => schema.properties.spec)
    .sort((a, b) => inOrder(a.kind, b.kind));
  return { 'kinds.ts': kindsFile(kinds), 'types.ts': typesFile(kinds) };
}

function kindsFile(kinds) {
  const classes = kinds.flatMap(({ kind, apiVersion, series, minor }) => [
    '',
    `/** The kind ${kind} of ${PRODUCTS[series]} ${minor}. */`,
    `export class ${kind} extends modelOf<I${kind}>(${quoted(apiVersion)}, ${quoted(kind)}) {}`,
  ]);
  return fileOf([
    "import { modelOf } from './model.ts';",
    'import type {',
    ...kinds.map(({ kind }) => `  I${kind},`),
    "} from './types.ts';",
    ...classes,
  ]);
}

function typesFile(kinds) {
  const objects = distinctObjects(kinds);
  const names = namesOf(objects, kinds);
  const nameOf = (schema) => names.get(signature(schema));
  const roots = kinds.flatMap(({ kind, apiVersion, schema }) => [
    '',
    `/** The kind ${kind} as a plain object. */`,
    `export interface I${kind} {`,
    `  apiVersion: ${quoted(apiVersion)};`,
    `  kind: ${quoted(kind)};`,
    '  metadata: ObjectMeta;',
    ...field('spec', schema, nameOf),
    // Only the operator writes it, so what it holds is left open.
    ...(schema.properties.status ? ['  status?: Record<string, unknown>;'] : []),
    '}',
  ]);
  const others = [...objects]
    .map(([text, { schema, places }]) => ({ name: names.get(text), schema, places }))
    .sort((a, b) => inOrder(a.name, b.name))
    .flatMap(({ name, schema, places: [[kind, ...path], ...more] }) => [
      '',
      `/** ${kind} \`${dotted(path)}\`${more.length > 0 ? ` and ${more.length} more` : ''}. */`,
      `export interface ${name} {`,
      ...fields(schema, nameOf),
      '}',
    ]);
  return fileOf(["import type { IntOrString, ObjectMeta } from './kubernetes.ts';", ...roots, ...others]);
}

/** The objects with fields in all specs: those that are the same to TypeScript once, with all their places. */
function distinctObjects(kinds) {
  const objects = new Map();
  const visit = (schema, place) => {
    if (schema.properties) {
      const text = signature(schema);
      if (!objects.has(text)) objects.set(text, { schema, places: [] });
      objects.get(text).places.push(place);
    }
    for (const [name, child] of Object.entries(schema.properties ?? {})) visit(child, [...place, name]);
    if (schema.items) visit(schema.items, [...place, '[]']);
    if (typeof schema.additionalProperties === 'object') visit(schema.additionalProperties, [...place, '{}']);
  };
  for (const { kind, schema } of kinds) visit(schema.properties.spec, [kind, 'spec']);
  return objects;
}

const signatures = new WeakMap();

function signature(schema) {
  if (!signatures.has(schema)) signatures.set(schema, ['{', ...fields(schema, signature), '}'].join('\n'));
  return signatures.get(schema);
}

/** A name for each distinct object: the shortest that could mean no other, of at least two words. */
function namesOf(objects, kinds) {
  const known = new Map(Object.entries(KNOWN).map(([name, place]) => [place, name]));
  const candidates = new Map([...objects].map(([text, { places }]) => [text, candidateNames(places)]));
  const claims = countOf([...candidates.values()].flat());
  const taken = new Set([...Object.keys(KNOWN), ...kinds.map(({ kind }) => kind)]);
  const names = new Map();
  for (const [text, { places }] of objects) {
    const given = places.map((place) => known.get(dotted(place))).find(Boolean);
    const name =
      given ?? candidates.get(text).find((candidate) => claims.get(candidate) === 1 && !taken.has(candidate));
    if (!name) throw new Error(`No name is left for ${dotted(places[0])}: give it one in KNOWN`);
    names.set(text, name);
  }
  const used = [...names.values()];
  for (const name of Object.keys(KNOWN))
    if (used.filter((one) => one === name).length !== 1)
      throw new Error(`KNOWN.${name} must mean one object: ${KNOWN[name]}`);
  return names;
}

/** The ends of all places as names, short ones and those of most places first. */
function candidateNames(places) {
  const uses = new Map();
  for (const place of places) {
    const words = wordsOf(place);
    for (let length = 1; length <= words.length; length++) {
      const name = words.slice(-length).join('');
      uses.set(name, { name, length, count: (uses.get(name)?.count ?? 0) + 1 });
    }
  }
  return [...uses.values()]
    .filter(({ name }) => /.[A-Z]/u.test(name))
    .sort((a, b) => a.length - b.length || b.count - a.count || inOrder(a.name, b.name))
    .map(({ name }) => name);
}

function wordsOf(place) {
  const words = [];
  for (const [depth, segment] of place.entries()) {
    if (segment === '[]') words.push(singular(words.pop()));
    else if (segment === '{}') words.push(`${words.pop()}Value`);
    else if (segment !== 'spec' || depth === place.length - 1) words.push(...segment.split('_').map(capitalized));
  }
  return words;
}

function singular(word) {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh|ias)es$/u.test(word)) return word.slice(0, -2);
  return /[^s]s$/u.test(word) ? word.slice(0, -1) : `${word}Item`;
}

/** The lines of an object's fields; `nameOf` tells what to call the objects in them. */
function fields(schema, nameOf) {
  const isOpen = schema.additionalProperties !== false;
  const lines = Object.keys(schema.properties).flatMap((name) => field(name, schema, nameOf));
  return isOpen ? [...lines, '  [name: string]: unknown;'] : lines;
}

function field(name, { properties, required = [] }, nameOf) {
  const schema = properties[name];
  const mark = required.includes(name) ? '' : '?';
  const start = `  ${/^\w+$/u.test(name) ? name : quoted(name)}${mark}:`;
  const types = typesOf(schema, nameOf);
  const line = `${start} ${types.join(' | ')};`;
  return [
    ...(schema.default === undefined ? [] : [`  /** @default ${JSON.stringify(schema.default)} */`]),
    ...(line.length <= 120
      ? [line]
      : [start, ...types.map((type, n) => `    | ${type}${n === types.length - 1 ? ';' : ''}`)]),
  ];
}

/** The types of a schema, one of which a value has. */
function typesOf(schema, nameOf) {
  return [...typesOfPresent(schema, nameOf), ...(schema.nullable ? ['null'] : [])];
}

function typesOfPresent(schema, nameOf) {
  const { type, enum: values, properties, additionalProperties, items } = schema;
  if (values) return values.map((value) => (typeof value === 'string' ? quoted(value) : JSON.stringify(value)));
  if (properties) return [nameOf(schema)];
  if (typeof additionalProperties === 'object')
    return [`Record<string, ${typesOf(additionalProperties, nameOf).join(' | ')}>`];
  if (Array.isArray(type)) return ['IntOrString'];
  switch (type) {
    case 'array': {
      const types = typesOf(items, nameOf);
      return [types.length > 1 ? `(${types.join(' | ')})[]` : `${types[0]}[]`];
    }
    case 'object':
      return [additionalProperties === false ? 'Record<string, never>' : 'Record<string, unknown>'];
    case 'integer':
      return ['number'];
    case undefined:
      return ['unknown'];
    default:
      return [type];
  }
}

function countOf(words) {
  const counts = new Map();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function fileOf(lines) {
  return ['// generated by `npm run generate`', ...lines, ''].join('\n');
}

function dotted(path) {
  return path.map((segment, depth) => (depth === 0 || /^\W/u.test(segment) ? segment : `.${segment}`)).join('');
}

function quoted(text) {
  return `'${text.replaceAll(/[\\']/gu, '\\$&')}'`;
}

function capitalized(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function inOrder(a, b) {
  return a < b ? -1 : 1;
}

function readJson(path) {
  return JSON.parse(readFileSync(new URL(`schemas/${path}`, root), 'utf8'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = await generateModels();
  for (const [name, text] of Object.entries(files)) writeFileSync(new URL(`src/models/${name}`, root), text);
}
