import { objectMeta, opaque } from './object-meta.ts';
import type { CelRule, Schema } from './schema.ts';

/** What a CustomResourceDefinition says of its kind. */
export interface ImportedKind {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** Served API versions, such as `v1`. */
  readonly versions: readonly string[];
  readonly schema: Schema;
}

/** A document that was given as a CustomResourceDefinition cannot serve as one. */
export class CrdError extends Error {
  override readonly name = 'CrdError';
}

/** The kind that a parsed CustomResourceDefinition defines; `where` names the document in errors. */
export function importCrd(crd: unknown, where: string): ImportedKind {
  const root = record(crd);
  if (root?.['kind'] !== 'CustomResourceDefinition')
    throw new CrdError(`${where} is not a CustomResourceDefinition but ${described(root)}`);
  if (root['apiVersion'] !== 'apiextensions.k8s.io/v1')
    throw new CrdError(
      `${where} has apiVersion ${JSON.stringify(root['apiVersion'])}; only apiextensions.k8s.io/v1 is understood`,
    );
  const spec = record(root['spec']);
  const names = record(spec?.['names']);
  const served = records(spec?.['versions']).filter((version) => version['served'] !== false);
  const chosen = served.find((version) => version['storage'] === true) ?? served[0];
  const schema = record(record(chosen?.['schema'])?.['openAPIV3Schema']);
  if (!schema)
    throw new CrdError(`${where} has no schema at spec.versions[].schema.openAPIV3Schema of a served version`);
  return {
    group: text(spec?.['group'], 'spec.group', where),
    kind: text(names?.['kind'], 'spec.names.kind', where),
    plural: text(names?.['plural'], 'spec.names.plural', where),
    namespaced: spec?.['scope'] !== 'Cluster',
    versions: served.map((version, index) => text(version['name'], `spec.versions[${index}].name`, where)),
    schema: importRoot(schema),
  };
}

function importRoot(raw: Raw): Schema {
  const root = importSchema(raw);
  const status = root.properties?.['status'] && { status: opaque };
  const own = { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: objectMeta };
  return { ...root, properties: { ...own, ...root.properties, metadata: objectMeta, ...status } };
}

const KEPT = [
  ...['type', 'nullable', 'format', 'pattern', 'enum', 'default', 'multipleOf', 'minLength', 'maxLength'],
  ...['minItems', 'maxItems', 'minProperties', 'maxProperties'],
  ...['x-kubernetes-list-type', 'x-kubernetes-list-map-keys', 'x-kubernetes-map-type'],
  ...['x-kubernetes-preserve-unknown-fields', 'x-kubernetes-embedded-resource'],
];

function importSchema(raw: Raw): Schema {
  return { ...importValue(raw, importSchema), ...importFields(raw), ...importRules(raw) };
}

/** The branches of anyOf and the like: they constrain values, but name no fields and have no defaults. */
function importBranch(raw: Raw): Schema {
  const properties = record(raw['properties']);
  const required = list(raw['required']);
  return {
    ...importValue(raw, importBranch),
    ...(properties && { properties: each(properties, importBranch) }),
    ...(required.length > 0 && { required: required.map(String) }),
  };
}

function importValue(raw: Raw, inner: (raw: Raw) => Schema): Schema {
  const result: Record<string, unknown> = {};
  for (const keyword of KEPT) if (raw[keyword] !== undefined) result[keyword] = raw[keyword];
  // The API server decides by the marker alone; the anyOf beside it says the same to others.
  const intOrString = raw['x-kubernetes-int-or-string'] === true;
  if (intOrString) result['type'] = ['integer', 'string'];
  for (const [bound, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const)
    if (raw[bound] !== undefined) result[raw[exclusive] === true ? exclusive : bound] = raw[bound];
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const branches = records(raw[keyword]).filter((branch) => !(intOrString && isTypeNoise(branch)));
    if (branches.length > 0) result[keyword] = branches.map(importBranch);
  }
  const not = record(raw['not']);
  if (not) result['not'] = importBranch(not);
  const items = record(raw['items']);
  if (items) result['items'] = inner(items);
  return result;
}

function isTypeNoise(branch: Raw): boolean {
  return Object.entries(branch).every(
    ([keyword, value]) => keyword === 'type' || (keyword === 'anyOf' && records(value).every(isTypeNoise)),
  );
}

function importFields(raw: Raw): Schema {
  const values = record(raw['additionalProperties']);
  if (values) return { additionalProperties: importSchema(values) };
  const isObject = raw['type'] === 'object' || raw['properties'] !== undefined;
  if (!isObject || raw['additionalProperties'] === true) return {};
  const embedded = raw['x-kubernetes-embedded-resource'] === true;
  const own: Record<string, Schema> = embedded
    ? { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: objectMeta }
    : {};
  const properties = { ...own, ...each(record(raw['properties']) ?? {}, importSchema) };
  // What has a default is never missing: the API server fills it in before it looks.
  const required = list(raw['required'])
    .map(String)
    .filter((name) => properties[name]?.default === undefined);
  return {
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
    ...(raw['x-kubernetes-preserve-unknown-fields'] !== true && { additionalProperties: false }),
  };
}

function importRules(raw: Raw): Schema {
  const rules = records(raw['x-kubernetes-validations']);
  return rules.length > 0 ? { 'x-kubernetes-validations': rules.map(importRule) } : {};
}

function importRule(raw: Raw): CelRule {
  const { rule, fieldPath, reason, optionalOldSelf } = raw;
  return {
    rule: String(rule),
    ...(typeof fieldPath === 'string' && { fieldPath }),
    ...(typeof reason === 'string' && { reason }),
    ...(typeof optionalOldSelf === 'boolean' && { optionalOldSelf }),
  };
}

type Raw = Readonly<Record<string, unknown>>;

function record(value: unknown): Raw | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function records(value: unknown): readonly Raw[] {
  return list(value)
    .map(record)
    .filter((item) => item !== undefined);
}

function text(value: unknown, field: string, where: string): string {
  if (typeof value !== 'string' || value === '') throw new CrdError(`${where} has no ${field}`);
  return value;
}

function described(root: Raw | undefined): string {
  if (!root) return 'no object';
  return typeof root['kind'] === 'string' ? `a ${root['kind']}` : 'an object without kind';
}

function each(schemas: Raw, change: (raw: Raw) => Schema): Record<string, Schema> {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, change(record(schema) ?? {})]));
}
