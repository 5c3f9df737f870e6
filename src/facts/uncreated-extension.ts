import type { FactContext, Field, Resource } from '../rule/index.ts';
import { extensions } from './extensions.ts';
import { mayBePatched } from './patches.ts';
import { databasesOf } from './target-clusters.ts';

/** Extensions that the operator creates by itself. */
const created = new Set(['auto_explain', 'pg_failover_slots', 'pg_stat_statements', 'pgaudit']);

/** Which extension does a new Cluster mount although nothing seems to create one? Nothing where that may be hidden. */
export function uncreatedExtension(cluster: Resource, context: FactContext): Field<string> | undefined {
  const { project } = context;
  // Most have none.
  if (!cluster.has('spec', 'postgresql', 'extensions')) return undefined;
  if (cluster.isPartial || !project.isComplete('Database')) return undefined;
  const extension = context.fact(extensions, cluster).find(({ name }) => !created.has(name.value.replaceAll('-', '_')));
  if (!extension || mayCreate(cluster) || mayBePatched(cluster, context, 'spec', 'bootstrap')) return undefined;
  // A Database that is a template or a patch may be one of this cluster.
  const isOpen = project.ofKind('Database').some((one) => one.isPartial || one.isUnknown('spec', 'cluster', 'name'));
  const hasOne = context
    .fact(databasesOf, cluster)
    .some((one) => one.isUnknown('spec', 'extensions') || one.list('object', 'spec', 'extensions').length > 0);
  return isOpen || hasOne ? undefined : extension.name;
}

/** Whether the bootstrap may create an extension: it brings data along, or SQL that is elsewhere or speaks of extensions. */
function mayCreate(cluster: Resource): boolean {
  const bootstrap = ['spec', 'bootstrap'];
  if (cluster.hidesBelow(...bootstrap) || cluster.has('spec', 'replica')) return true;
  if (['recovery', 'pg_basebackup'].some((method) => cluster.has(...bootstrap, method))) return true;
  const initdb = cluster.get('object', ...bootstrap, 'initdb')?.value ?? {};
  return Object.entries(initdb).some(
    ([key, value]) =>
      key === 'import' || key.endsWith('Refs') || (key.endsWith('SQL') && /extension/iu.test(String(value))),
  );
}
