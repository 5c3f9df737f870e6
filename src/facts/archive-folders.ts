import { defineFact, type FactContext, hasPlaceholder, type Path, type Place, type Project, type Resource } from '../rule/index.ts';
import { backupSetup, barmanCloud } from './backup-setup.ts';
import { type ExternalCluster, recoverySources } from './external-clusters.ts';

/** The folder of an object store that the WAL and the base backups of one server lie in. */
export interface ArchiveFolder {
  readonly serverName: string;
  /** Endpoint and destination path in a normal form; nothing when the ObjectStore is not known. */
  readonly location: string | undefined;
  /** The ObjectStore's name, if the folder is the plugin's. */
  readonly store: string | undefined;
  /** Where the server name is written, or where it could be. */
  readonly at: Place & { readonly resource: Resource };
}

/** An external cluster with the folder that it is read from. */
export interface ReadFolder extends ArchiveFolder {
  readonly source: ExternalCluster;
}

/** Which folders does a Cluster archive to? They are two only half way through a migration. */
export const writtenFolders = defineFact<Resource, readonly ArchiveFolder[]>({
  name: 'written-folders',
  compute(cluster, context) {
    if (cluster.text('metadata', 'annotations', 'cnpg.io/skipWalArchiving')?.value === 'enabled') return [];
    const { inTree, plugins } = context.fact(backupSetup, cluster);
    const plugin = plugins.find(({ name }) => name === barmanCloud);
    return [
      inTree && inTreeFolder(cluster, inTree.at.path, cluster.name),
      plugin && pluginFolder(cluster, plugin.path, context),
    ].filter((folder) => folder !== undefined);
  },
});

/** Which folders does a Cluster restore from, or follow as a replica? */
export const readFolders = defineFact<Resource, readonly ReadFolder[]>({
  name: 'read-folders',
  compute(cluster, context) {
    return context.fact(recoverySources, cluster).flatMap((source) => {
      const plugin = [...source.path, 'plugin'];
      const store = [...source.path, 'barmanObjectStore'];
      // The plugin wins over an in-tree store, and what it defaults to is the reader's name, not the source's.
      const isOurs = cluster.text(...plugin, 'name')?.value === barmanCloud;
      if (cluster.has(...plugin) && !isOurs) return [];
      const folder = isOurs ? pluginFolder(cluster, plugin, context) : inTreeFolder(cluster, store, source.name);
      return folder ? [{ ...folder, source }] : [];
    });
  },
});

/** Which Clusters archive to a folder? By the folder's key, then by namespace and name, the first manifest of each. */
export const writersOfFolders = defineFact<Project, ReadonlyMap<string, ReadonlyMap<string, Resource>>>({
  name: 'writers-of-folders',
  compute(project, context) {
    const folders = new Map<string, Map<string, Resource>>();
    for (const cluster of project.ofKind('Cluster'))
      for (const folder of cluster.isPartial ? [] : context.fact(writtenFolders, cluster)) {
        const key = folderKey(folder);
        if (key === undefined) continue;
        const identity = `${cluster.namespace ?? ''}/${cluster.name}`;
        const writers = folders.get(key);
        if (!writers) folders.set(key, new Map([[identity, cluster]]));
        else if (!writers.has(identity)) writers.set(identity, cluster);
      }
    return folders;
  },
});

/** A text that folders of two Clusters share only if they are the same; nothing when that cannot be told. */
export function folderKey({ location, serverName, at }: ArchiveFolder): string | undefined {
  if (location === undefined) return undefined;
  const key = `${location} ${serverName}`;
  // Placeholders are surely filled alike within one directory only.
  const { path } = at.resource.source;
  return hasPlaceholder(key) ? `${key} ${path.slice(0, path.lastIndexOf('/') + 1)}` : key;
}

/** Whether two folders of one Cluster are the same, even if its ObjectStore is not known. */
export function isSameFolder(a: ArchiveFolder, b: ArchiveFolder): boolean {
  if (a.serverName !== b.serverName) return false;
  return (a.store !== undefined && a.store === b.store) || (a.location !== undefined && a.location === b.location);
}

function inTreeFolder(cluster: Resource, path: Path, defaultName: string): ArchiveFolder | undefined {
  const at = [...path, 'serverName'];
  const serverName = serverNameAt(cluster, at, defaultName);
  const location = locationAt(cluster, path);
  return serverName === undefined ? undefined : { serverName, location, store: undefined, at: cluster.at(...at) };
}

function pluginFolder(cluster: Resource, path: Path, { project }: FactContext): ArchiveFolder | undefined {
  const at = [...path, 'parameters', 'serverName'];
  const serverName = serverNameAt(cluster, at, cluster.name);
  const store = cluster.text(...path, 'parameters', 'barmanObjectName')?.value;
  if (serverName === undefined || store === undefined) return undefined;
  const [objectStore] = project.named(cluster, 'ObjectStore', store);
  const location = objectStore && locationAt(objectStore, ['spec', 'configuration']);
  return { serverName, location, store, at: cluster.at(...at) };
}

/** A server name as written, else its default; of a patch, what is not written is not known. */
function serverNameAt(cluster: Resource, path: Path, otherwise: string): string | undefined {
  const written = cluster.text(...path)?.value;
  if (written !== undefined && written !== '') return written;
  const isKnown = !cluster.isPartial && !cluster.isUnknown(...path) && (written === '' || !cluster.has(...path));
  return isKnown && otherwise !== '' ? otherwise : undefined;
}

function locationAt(resource: Resource, path: Path): string | undefined {
  const destination = resource.text(...path, 'destinationPath')?.value;
  if (destination === undefined || destination === '') return undefined;
  const endpoint = resource.text(...path, 'endpointURL')?.value ?? '';
  return `${normalEndpoint(endpoint)} ${destination.replace(/\/+$/u, '')}`;
}

/** An endpoint with its host in lower case and without default port; as written where it is no URL. */
function normalEndpoint(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).href.replace(/\/+$/u, '') : endpoint;
}
