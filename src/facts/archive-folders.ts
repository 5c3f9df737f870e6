import { defineFact, type FactContext, hasPlaceholder, type Path, type Project, type Resource } from '../rule/index.ts';
import { originOf, parseEndpoint } from '../values/endpoint-url.ts';
import { addTo } from '../values/lists.ts';
import { backupSetup, barmanCloud } from './backup-setup.ts';
import { type ExternalCluster, recoverySources } from './external-clusters.ts';
import { inFileOrder } from './file-order.ts';
import { versionsOf } from './patches.ts';
import { directoryOf, referents } from './referents.ts';

/** The folder of an object store that the WAL and the base backups of one server lie in. */
export interface ArchiveFolder {
  readonly serverName: string;
  /** Endpoint and destination path in a normal form; nothing when the ObjectStore is not known. */
  readonly location: string | undefined;
  /** The ObjectStore's name, if the folder is the plugin's. */
  readonly store: string | undefined;
  /** Where in the Cluster the server name is written, or could be. */
  readonly path: Path;
  readonly cluster: Resource;
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
      inTree && inTreeFolder(cluster, ['spec', 'backup', 'barmanObjectStore'], cluster.name),
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
  compute(_, context) {
    const folders = new Map<string, Map<string, Resource>>();
    for (const cluster of archiving(context))
      for (const folder of context.fact(writtenFolders, cluster)) {
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

/** Which folders do Clusters archive to in one place? By the place's key, in the order of their files. */
export const foldersByPlace = defineFact<Project, ReadonlyMap<string, readonly ArchiveFolder[]>>({
  name: 'folders-by-place',
  compute(_, context) {
    const places = new Map<string, ArchiveFolder[]>();
    for (const cluster of archiving(context))
      for (const folder of context.fact(writtenFolders, cluster)) {
        const key = placeKey(folder);
        if (key === undefined) continue;
        if (cluster === cluster.origin || !places.get(key)?.some((one) => isAlike(one, folder)))
          addTo(places, key, folder);
      }
    return places;
  },
});

/** The Clusters that archive, in the order of their files. Patches may give one another folder. */
function archiving(context: FactContext): readonly Resource[] {
  const written = inFileOrder(context.project.ofKind('Cluster')).filter(({ isPartial }) => !isPartial);
  return written.flatMap((cluster) => versionsOf(cluster, context));
}

/** Whether a Cluster has two folders of one name only because it is patched. */
function isAlike(a: ArchiveFolder, b: ArchiveFolder): boolean {
  return a.serverName === b.serverName && a.cluster.origin === b.cluster.origin;
}

/** The same as `folderKey` for the place that a folder is in. */
export function placeKey(folder: ArchiveFolder): string | undefined {
  return folderKey({ ...folder, serverName: '' });
}

/** A text that folders of two Clusters share only if they are the same; nothing when that cannot be told. */
export function folderKey({ location, serverName, cluster }: ArchiveFolder): string | undefined {
  if (location === undefined) return undefined;
  const key = `${location} ${serverName}`;
  // Placeholders are surely filled alike within one directory only.
  return hasPlaceholder(key) ? `${key} ${directoryOf(cluster)}` : key;
}

/** Whether two folders of one Cluster are the same, even if its ObjectStore is not known. */
export function isSameFolder(a: ArchiveFolder, b: ArchiveFolder): boolean {
  if (a.serverName !== b.serverName) return false;
  return (a.store !== undefined && a.store === b.store) || (a.location !== undefined && a.location === b.location);
}

function inTreeFolder(cluster: Resource, store: Path, defaultName: string): ArchiveFolder | undefined {
  const path = [...store, 'serverName'];
  const serverName = serverNameAt(cluster, path, defaultName);
  const location = locationAt(cluster, store, cluster);
  return serverName === undefined ? undefined : { serverName, location, store: undefined, path, cluster };
}

function pluginFolder(cluster: Resource, plugin: Path, { project }: FactContext): ArchiveFolder | undefined {
  const path = [...plugin, 'parameters', 'serverName'];
  const serverName = serverNameAt(cluster, path, cluster.name);
  const store = cluster.text(...plugin, 'parameters', 'barmanObjectName')?.value;
  if (serverName === undefined || store === undefined) return undefined;
  const [location, ...others] = referents(project, cluster, 'ObjectStore', store).map((objectStore) =>
    locationAt(objectStore, ['spec', 'configuration'], cluster),
  );
  const isSure = others.every((other) => other === location);
  return { serverName, location: isSure ? location : undefined, store, path, cluster };
}

/** A server name as written, else its default; of a patch, what is not written is not known. */
function serverNameAt(cluster: Resource, path: Path, otherwise: string): string | undefined {
  const written = cluster.text(...path)?.value;
  if (written !== undefined && written !== '') return written;
  const isKnown = !cluster.isPartial && !cluster.isUnknown(...path) && (written === '' || !cluster.has(...path));
  return isKnown && otherwise !== '' ? otherwise : undefined;
}

/** Where a configuration puts the archives of a Cluster. */
function locationAt(resource: Resource, path: Path, cluster: Resource): string | undefined {
  const destination = resource.text(...path, 'destinationPath')?.value;
  if (destination === undefined || destination === '') return undefined;
  const endpoint = resource.text(...path, 'endpointURL')?.value ?? '';
  return `${normalEndpoint(endpoint, cluster)} ${destination.replace(/\/+$/u, '')}`;
}

/** An endpoint with its host in lower case and without default port. A host of one word is a Service of the Cluster's namespace. */
function normalEndpoint(endpoint: string, cluster: Resource): string {
  const parsed = hasPlaceholder(endpoint) ? undefined : parseEndpoint(endpoint);
  if (!parsed) return endpoint;
  const url = `${originOf(parsed)}${parsed.path}`;
  return parsed.host.includes('.') ? url : `${cluster.effectiveNamespace ?? ''} ${url}`;
}
