import { type FactContext, hasPlaceholder, type Resource } from '../rule/index.ts';
import { parameterNames } from './parameters.ts';
import { mayBePatched } from './patches.ts';
import { possibleMajors } from './postgres-settings.ts';

/** Extensions whose library must be there when the server starts, with the last PostgreSQL major in which that is so. */
const preloaded: Readonly<Record<string, { readonly until?: number }>> = {
  citus: {},
  pg_cron: {},
  pg_search: { until: 16 },
  pg_squeeze: {},
  pg_stat_kcache: {},
  pg_wait_sampling: {},
  pglogical: {},
  set_user: {},
  timescaledb: {},
  vchord: {},
  vectors: {},
};

/** Extensions that the operator preloads where a parameter has their name before its dot. */
const managed: readonly string[] = ['auto_explain', 'pg_failover_slots', 'pg_stat_statements', 'pgaudit'];

const path = ['spec', 'postgresql', 'shared_preload_libraries'];

/** What an extension lacks in a Cluster: its library, or just the parameter with which the operator preloads that. */
export function lackOf(
  extension: string,
  cluster: Resource,
  context: FactContext,
): 'library' | 'parameter' | undefined {
  const isManaged = managed.includes(extension);
  if (!isManaged && !mustBePreloaded(extension, cluster, context)) return undefined;
  if (cluster.isPartial || cluster.hidesBelow(...path) || mayBePatched(cluster, context, ...path)) return undefined;
  if (cluster.list('string', ...path).some(({ value }) => libraryName(value) === extension)) return undefined;
  if (!isManaged) return 'library';
  const names = parameterNames(cluster);
  const isOpen =
    cluster.isUnknown('spec', 'postgresql', 'parameters') ||
    mayBePatched(cluster, context, 'spec', 'postgresql', 'parameters');
  const isGiven = names.some((name) => name.startsWith(`${extension}.`) || hasPlaceholder(name));
  return isOpen || isGiven ? undefined : 'parameter';
}

function mustBePreloaded(extension: string, cluster: Resource, context: FactContext): boolean {
  if (!Object.hasOwn(preloaded, extension)) return false;
  const { until } = preloaded[extension] ?? {};
  return until === undefined || context.fact(possibleMajors, cluster).majors.every((major) => major <= until);
}

/** A library may be given with its folder, its ending, or the version of the extension. */
function libraryName(library: string): string {
  return library
    .trim()
    .replace(/^.*\//u, '')
    .replace(/\.so$/u, '')
    .replace(/-\d[^-]*$/u, '');
}
