import type { FactContext, Field, Resource } from '../rule/index.ts';
import { parseRetention, type RetentionWindow } from '../values/span.ts';
import { backupSetup, barmanCloud } from './backup-setup.ts';
import { mayBePatched } from './patches.ts';
import { referents } from './referents.ts';

/** A retention policy that trims a Cluster's object store. */
export interface RecoveryWindow extends RetentionWindow {
  readonly field: Field<string>;
}

/** How far back can a Cluster be restored, by the policy of its in-tree store or of the ObjectStore that it archives to? */
export function recoveryWindow(cluster: Resource, context: FactContext): RecoveryWindow | undefined {
  const { inTree, plugins } = context.fact(backupSetup, cluster);
  if (inTree) return retentionOf(cluster, context);
  const plugin = plugins.find(({ name }) => name === barmanCloud);
  const name = plugin && cluster.text(...plugin.path, 'parameters', 'barmanObjectName');
  const [store, ...others] = name ? referents(context.project, cluster, 'ObjectStore', name.value) : [];
  return store && others.length === 0 ? retentionOf(store, context) : undefined;
}

/** What does the retention policy of an ObjectStore, or of a Cluster with an in-tree store, say? */
export function retentionOf(resource: Resource, context: FactContext): RecoveryWindow | undefined {
  const isCluster = resource.kind === 'Cluster';
  if (isCluster && !context.fact(backupSetup, resource).inTree) return undefined;
  const path = ['spec', ...(isCluster ? ['backup'] : []), 'retentionPolicy'];
  const field = resource.get('string', ...path);
  if (!field || mayBePatched(resource, context, ...path)) return undefined;
  const window = parseRetention(field.value);
  return window && { ...window, field };
}
