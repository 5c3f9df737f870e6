import type { FactContext, Field, Resource } from '../rule/index.ts';
import { effective } from './effective.ts';
import { mayBePatched } from './patches.ts';

/** How many instances does a Cluster have? Nothing where a patch or a placeholder has the say. */
export function instanceCount(cluster: Resource, context: FactContext): Field<number> | undefined {
  const path = ['spec', 'instances'];
  if (cluster.isPartial || mayBePatched(cluster, context, ...path)) return undefined;
  return context.fact(effective, cluster).get('integer', ...path);
}

/** The number of instances as a message has it. */
export function shownInstances({ value, at }: Field<number>): string {
  return `instances is ${value}${at.resource.isWritten(...at.path) ? '' : ' by default'}`;
}
