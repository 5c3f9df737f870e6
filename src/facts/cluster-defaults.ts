import { isMapping } from '../model/mapping.ts';
import type { OperatorData } from '../model/operator.ts';
import { parseBoolean } from '../values/go-numbers.ts';
import { imageTag, postgresMajorOf } from '../values/image-reference.ts';
import { replicaRole } from './replica-cluster.ts';

/* What the operator's mutating webhook fills into a Cluster, in its order. */

type Values = Record<string, unknown>;

/**
 * A Cluster, which has the defaults of its schema, with what the webhook fills in; the one given stays as it is. What is of a
 * wrong type is left alone.
 */
export function fillCluster(given: Readonly<Values>, operator: OperatorData): Values {
  const cluster = { ...given };
  const spec = own(cluster, 'spec');
  if (!spec) return cluster;
  const annotations = object(cluster, 'metadata', 'annotations') ?? {};
  if (isEmpty(spec['imageName']) && isEmpty(spec['imageCatalogRef'])) spec['imageName'] = operator.defaultImage;
  fillBootstrap(spec, operator);
  const affinity = need(spec, 'affinity');
  if (affinity && affinity['enablePodAntiAffinity'] !== false) fill(affinity, 'podAntiAffinityType', 'preferred');
  const backup = own(spec, 'backup');
  if (backup) fill(backup, 'target', 'prefer-standby');
  fillParameters(cluster, spec, annotations, operator);
  fill(spec, 'logLevel', 'info');
  fillReplicationSlots(spec, operator);
  fillTablespaceOwners(spec);
  fillSynchronous(spec, annotations, operator);
  if (operator.setsIsolationCheck) fillIsolationCheck(spec);
  return cluster;
}

function fillBootstrap(spec: Values, operator: OperatorData): void {
  const bootstrap = need(spec, 'bootstrap');
  if (!bootstrap) return;
  const method = ['recovery', 'pg_basebackup'].find((name) => !isAbsent(bootstrap[name]));
  if (method !== undefined) {
    const stanza = own(bootstrap, method);
    if (!stanza) return;
    fill(stanza, 'database', 'app');
    fill(stanza, 'owner', stanza['database']);
    return;
  }
  if (isAbsent(bootstrap['initdb'])) bootstrap['initdb'] = { database: 'app', owner: 'app' };
  const initdb = own(bootstrap, 'initdb');
  if (!initdb) return;
  const keepsOpen = operator.importsAllDatabases && object(initdb, 'import')?.['type'] === 'monolith';
  if (!keepsOpen) fill(initdb, 'database', 'app');
  if (!isEmpty(initdb['database'])) fill(initdb, 'owner', initdb['database']);
  fill(initdb, 'encoding', 'UTF8');
  fill(initdb, 'localeCollate', 'C');
  fill(initdb, 'localeCType', 'C');
}

/** Parameters are filled in only where the image tells the version of PostgreSQL. */
function fillParameters(cluster: Values, spec: Values, annotations: Values, operator: OperatorData): void {
  const major = majorOf(spec, operator);
  const postgresql = major === undefined ? undefined : need(spec, 'postgresql');
  const given = postgresql && need(postgresql, 'parameters');
  if (!postgresql || !given || major === undefined) return;
  const mode = archiveMode(cluster, spec, annotations, operator);
  const parameters = merged(parameterDefaults(operator, major), given);
  if (mode !== undefined) parameters['archive_mode'] = mode;
  postgresql['parameters'] = parameters;
}

/** The former with the latter. To assign is several times as fast as to spread, but does not take every key. */
function merged(defaults: Readonly<Values>, given: Readonly<Values>): Values {
  return Object.hasOwn(given, '__proto__') ? { ...defaults, ...given } : Object.assign({}, defaults, given);
}

/** What the operator sets `archive_mode` to; nothing where a placeholder decides. */
function archiveMode(cluster: Values, spec: Values, annotations: Values, operator: OperatorData): string | undefined {
  if (annotations['cnpg.io/skipWalArchiving'] === 'enabled') return 'off';
  const name = object(cluster, 'metadata')?.['name'];
  const role = replicaRole(spec['replica'], typeof name === 'string' ? name : '', operator);
  return role === 'maybe' ? undefined : role === 'yes' ? 'always' : 'on';
}

const known = new WeakMap<OperatorData, Map<number, Readonly<Record<string, string>>>>();

/** The parameters that the operator starts from, for a major of PostgreSQL. */
export function parameterDefaults(operator: OperatorData, major: number): Readonly<Record<string, string>> {
  const byMajor = known.get(operator) ?? new Map<number, Readonly<Record<string, string>>>();
  known.set(operator, byMajor);
  let defaults = byMajor.get(major);
  if (!defaults) {
    const own = operator.parameterDefaults.filter(
      ({ fromPostgres = 0, toPostgres = Number.POSITIVE_INFINITY }) => major >= fromPostgres && major <= toPostgres,
    );
    byMajor.set(major, (defaults = Object.fromEntries(own.map(({ name, value }) => [name, value]))));
  }
  return defaults;
}

/** The PostgreSQL major that a Cluster's spec runs; nothing when its image does not tell it. */
export function majorOf(spec: Readonly<Values>, operator: OperatorData): number | undefined {
  const catalog = spec['imageCatalogRef'];
  if (typeof catalog === 'object' && catalog !== null) {
    // Left out, it is 0 once the operator has read it.
    const major: unknown = Reflect.get(catalog, 'major') ?? 0;
    return typeof major === 'number' ? major : undefined;
  }
  const image = spec['imageName'];
  return typeof image === 'string' && image !== ''
    ? postgresMajorOf(imageTag(image), operator.hasStrictVersions)
    : undefined;
}

function fillReplicationSlots(spec: Values, operator: OperatorData): void {
  const slots = need(spec, 'replicationSlots');
  if (!slots) return;
  if (isAbsent(slots['highAvailability'])) slots['highAvailability'] = { enabled: true, slotPrefix: '_cnpg_' };
  if (operator.setsSynchronizeReplicas && isAbsent(slots['synchronizeReplicas']))
    slots['synchronizeReplicas'] = { enabled: true };
}

function fillTablespaceOwners(spec: Values): void {
  const methods = ['recovery', 'pg_basebackup', 'initdb'];
  const owners = methods.map((method) => object(spec, 'bootstrap', method)?.['owner']);
  const owner = owners.find((name) => !isEmpty(name)) ?? 'postgres';
  if (!Array.isArray(spec['tablespaces'])) return;
  spec['tablespaces'] = spec['tablespaces'].map((given: unknown) => {
    if (!isMapping(given)) return given;
    const tablespace = { ...given };
    const named = need(tablespace, 'owner');
    if (named) fill(named, 'name', owner);
    return tablespace;
  });
}

function fillSynchronous(spec: Values, annotations: Values, operator: OperatorData): void {
  const postgresql = own(spec, 'postgresql');
  const synchronous = postgresql && own(postgresql, 'synchronous');
  if (!synchronous) return;
  if (operator.setsDataDurability) fill(synchronous, 'dataDurability', 'required');
  const annotation = annotations['alpha.cnpg.io/failoverQuorum'];
  const isOn = typeof annotation === 'string' ? parseBoolean(annotation) : undefined;
  if (operator.failoverQuorumIn === 'field' && isOn !== undefined) synchronous['failoverQuorum'] = isOn;
}

function fillIsolationCheck(spec: Values): void {
  const probes = need(spec, 'probes');
  const liveness = probes && need(probes, 'liveness');
  if (liveness && isAbsent(liveness['isolationCheck']))
    liveness['isolationCheck'] = { enabled: true, requestTimeout: 1000, connectionTimeout: 1000 };
}

function fill(target: Values, name: string, value: unknown): void {
  if (isEmpty(target[name])) target[name] = value;
}

/** The object below a key, as a copy that may be changed; made if there is nothing, and nothing if there is something else. */
function need(target: Values, name: string): Values | undefined {
  if (isAbsent(target[name])) target[name] = {};
  return own(target, name);
}

/** The object below a key, as a copy that may be changed; nothing if there is none. */
function own(target: Values, name: string): Values | undefined {
  const value = target[name];
  if (!isMapping(value)) return undefined;
  const copy = { ...value };
  target[name] = copy;
  return copy;
}

function object(value: Readonly<Values>, ...path: readonly string[]): Values | undefined {
  let at: unknown = value;
  for (const name of path) at = isMapping(at) ? at[name] : undefined;
  return isMapping(at) ? at : undefined;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function isEmpty(value: unknown): boolean {
  return isAbsent(value) || value === '';
}
