import { defineFact, type FactContext, mayShareNamespace, type Path, type Resource, sameName } from '../rule/index.ts';
import { folderKey, type ReadFolder, readFolders, writersOfFolders, writtenFolders } from './archive-folders.ts';
import { type ExternalCluster, externalClusters } from './external-clusters.ts';
import { directoryOf } from './referents.ts';
import { isReplicaCluster } from './replica-cluster.ts';

/** A Cluster of the run that another one is a physical copy of. */
export interface SourceCluster {
  readonly source: Resource;
  readonly external: ExternalCluster;
  /** Where the copy names its external cluster. */
  readonly path: Path;
}

/**
 * Which Clusters of the run is a Cluster made from, or does it follow? Known by the folder that it reads, by the host that
 * it connects to, or else by name; where several may be meant, none is.
 */
export const sourceClusters = defineFact<Resource, readonly SourceCluster[]>({
  name: 'source-clusters',
  compute(cluster, context) {
    const declared = context.fact(externalClusters, cluster);
    const references = [
      ['spec', 'bootstrap', 'recovery', 'source'],
      ['spec', 'bootstrap', 'pg_basebackup', 'source'],
      ...(context.fact(isReplicaCluster, cluster) === 'no' ? [] : [['spec', 'replica', 'source']]),
    ];
    const found = references.flatMap((path): SourceCluster[] => {
      const external = declared.get(cluster.text(...path)?.value ?? '');
      const source = external && onlyOne(candidates(cluster, external, context), cluster);
      return source ? [{ source, external, path }] : [];
    });
    return found.filter(({ source }, index) => found.findIndex((one) => one.source === source) === index);
  },
});

function candidates(cluster: Resource, external: ExternalCluster, context: FactContext): readonly Resource[] {
  const folder = context.fact(readFolders, cluster).find(({ source }) => source.name === external.name);
  const key = folder && folderKey(folder);
  const writers = key === undefined ? undefined : context.fact(writersOfFolders, context.project).get(key);
  const found = writers ? [...writers.values()] : [];
  if (found.some((writer) => !isSame(writer, cluster))) return found;
  const host = cluster.get('string', ...external.path, 'connectionParameters', 'host');
  if (host) return host.assumed ? [] : servedAt(cluster, host.value, context);
  if (cluster.has(...external.path, 'connectionParameters')) return [];
  const names = new Set([external.name, folder?.serverName ?? external.name]);
  return [...names]
    .flatMap((name) => context.project.named(cluster, 'Cluster', name))
    .filter((other) => !folder || mayWrite(other, folder, context));
}

/** Whether a Cluster may archive into a folder: certainly not if all it archives to is known and elsewhere. */
function mayWrite(other: Resource, folder: ReadFolder, context: FactContext): boolean {
  const written = context.fact(writtenFolders, other);
  const isKnown = folder.location !== undefined && written.every(({ location }) => location !== undefined);
  return written.length === 0 || !isKnown || written.some((one) => folderKey(one) === folderKey(folder));
}

/** The Clusters behind the name of a Service that the operator makes for each: `shop-rw.namespace.svc`. */
function servedAt(cluster: Resource, host: string, { project }: FactContext): readonly Resource[] {
  const [, name, namespace = cluster.namespace] =
    /^([^.]+)-(?:rw|ro|r)(?:\.([^.]+)(?:\.svc(?:\..+)?)?)?$/u.exec(host) ?? [];
  if (name === undefined) return [];
  return project
    .ofKind('Cluster')
    .filter((other) => other.name === name && !other.isPartial)
    .filter((other) => namespace === undefined || sameName(other.namespace ?? namespace, namespace) === 'yes');
}

/** The one Cluster of several manifests, the ones beside the copy before all others. */
function onlyOne(found: readonly Resource[], cluster: Resource): Resource | undefined {
  const others = [...new Set(found)].filter((other) => !other.isPartial && !isSame(other, cluster));
  const beside = others.filter((other) => directoryOf(other) === directoryOf(cluster));
  const [first, ...more] = beside.length > 0 ? beside : others;
  return more.length === 0 ? first : undefined;
}

/** Whether two manifests are of one Cluster, written down for several environments. */
function isSame(a: Resource, b: Resource): boolean {
  return a.name === b.name && mayShareNamespace(a, b);
}
