import { References } from '../model/references.ts';
import { defineFact, type Project, type Resource } from '../rule/index.ts';
import { backupSetup, barmanCloud } from './backup-setup.ts';
import { inFileOrder } from './file-order.ts';
import { versionsOf } from './patches.ts';

/** Which Clusters archive to an ObjectStore, rather than only read from it? */
export const objectStoreWriters = defineFact<Resource, readonly Resource[]>({
  name: 'object-store-writers',
  compute: (store, context) => context.fact(writersByStore, context.project).near(store, ...store.names),
});

/** Is an ObjectStore restored from, and surely archived to by no Cluster in view? */
export const isOnlyRead = defineFact<Resource, boolean>({
  name: 'is-only-read',
  compute: (store, context) =>
    context.fact(objectStoreWriters, store).length === 0 &&
    context.fact(readersByStore, context.project).near(store, ...store.names).length > 0,
});

const readersByStore = defineFact<Project, References>({
  name: 'readers-by-store',
  compute(project) {
    const readers = new References();
    for (const cluster of inFileOrder(project.ofKind('Cluster')))
      for (const { at } of cluster.list('object', 'spec', 'externalClusters')) {
        const plugin = [...at.path, 'plugin'];
        const store = cluster.text(...plugin, 'parameters', 'barmanObjectName')?.value;
        if (cluster.text(...plugin, 'name')?.value === barmanCloud && store !== undefined) readers.add(store, cluster);
      }
    return readers;
  },
});

const writersByStore = defineFact<Project, References>({
  name: 'writers-by-store',
  compute(project, context) {
    const writers = new References();
    // Patches may give a Cluster its store, and what the plugin is run with.
    for (const cluster of inFileOrder(project.ofKind('Cluster')).flatMap((one) => versionsOf(one, context)))
      for (const { name, path } of context.fact(backupSetup, cluster).plugins) {
        const store = cluster.text(...path, 'parameters', 'barmanObjectName')?.value;
        if (name === barmanCloud && store !== undefined) writers.add(store, cluster);
      }
    return writers;
  },
});
