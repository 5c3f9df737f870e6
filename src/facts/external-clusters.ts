import {
  defineFact,
  type FactContext,
  type Field,
  nearest,
  type Path,
  type RawFinding,
  type Resource,
  sameName,
} from '../rule/index.ts';
import { mayBePatched } from './patches.ts';

const recovery: Path = ['spec', 'bootstrap', 'recovery'];

/** An entry of a Cluster's external clusters. */
export interface ExternalCluster {
  readonly name: string;
  readonly path: Path;
}

/** Which external clusters does a Cluster declare, by name? */
export const externalClusters = defineFact<Resource, ReadonlyMap<string, ExternalCluster>>({
  name: 'external-clusters',
  compute(cluster) {
    const byName = new Map<string, ExternalCluster>();
    for (const { at } of cluster.list('object', 'spec', 'externalClusters')) {
      const name = cluster.text(...at.path, 'name')?.value;
      if (name !== undefined) byName.set(name, { name, path: at.path });
    }
    return byName;
  },
});

/** Which external clusters does a Cluster restore from, or follow as a replica? */
export const recoverySources = defineFact<Resource, readonly ExternalCluster[]>({
  name: 'recovery-sources',
  compute(cluster, context) {
    const declared = context.fact(externalClusters, cluster);
    const namedIn = (stanza: Path): ExternalCluster | undefined => {
      const name = cluster.text(...stanza, 'source');
      return name && declared.get(name.value);
    };
    const restored = namedIn(recovery);
    // A Backup wins over an object store, and a plugin over both.
    const isRead = restored && (!cluster.has(...recovery, 'backup') || cluster.has(...restored.path, 'plugin'));
    const follows = cluster.get('boolean', 'spec', 'replica', 'enabled')?.value !== false;
    const found = [isRead ? restored : undefined, follows ? namedIn(['spec', 'replica']) : undefined];
    return [...new Set(found)].filter((source) => source !== undefined);
  },
});

/** What a look-up of an external cluster says: nothing is known while a placeholder or a patch may add it. */
export type ExternalClusterLookup =
  | { readonly is: 'found'; readonly external: ExternalCluster }
  | { readonly is: 'missing'; readonly near?: ExternalCluster }
  | { readonly is: 'unknown' };

/** Looks an external cluster up by its name, as the operator does: the first one counts. */
export function lookUpExternalCluster(cluster: Resource, context: FactContext, name: string): ExternalClusterLookup {
  const list = ['spec', 'externalClusters'];
  if (cluster.isUnknown(...list) || mayBePatched(cluster, context, ...list)) return { is: 'unknown' };
  const declared: ExternalCluster[] = [];
  for (const index of cluster.get('array', ...list)?.value.keys() ?? []) {
    const path = [...list, index];
    if (cluster.isUnknown(...path) || cluster.isAssumed(...path, 'name')) return { is: 'unknown' };
    const own = cluster.text(...path, 'name')?.value;
    if (own === undefined) continue;
    const same = sameName(own, name);
    if (same === 'maybe') return { is: 'unknown' };
    const external = { name: own, path };
    if (same === 'yes') return { is: 'found', external };
    declared.push(external);
  }
  const nearestName = nearest(
    name,
    declared.map((external) => external.name),
  );
  const near = declared.find((external) => external.name === nearestName);
  return near ? { is: 'missing', near } : { is: 'missing' };
}

/** A finding on the name of an external cluster that a Cluster surely does not declare. */
export function missingExternal(cluster: Resource, name: Field<string>, context: FactContext): RawFinding | undefined {
  const found = lookUpExternalCluster(cluster, context, name.value);
  if (found.is !== 'missing') return undefined;
  const { near } = found;
  return {
    at: name.at,
    message: `No external cluster is called "${name.value}"`,
    ...(near && {
      help: `Write "${near.name}", or add an entry of that name to externalClusters`,
      related: [{ at: cluster.at(...near.path, 'name'), message: 'The nearest name' }],
    }),
  };
}

/** Which external cluster does the webhook, which judges a Cluster with its defaults, refuse to recover from, because it leads to no base backup? */
export function refusedRecoverySource(object: Resource, context: FactContext): ExternalCluster | undefined {
  const accepted = context.project.schemas.operator(context.project.target).recoverySources;
  const source = object.get('string', ...recovery, 'source')?.value;
  if (source === undefined || source === '' || accepted.length === 0) return undefined;
  const found = lookUpExternalCluster(object, context, source);
  if (found.is !== 'found') return undefined;
  const { external } = found;
  return accepted.some((field) => object.has(...external.path, field)) ? undefined : external;
}
