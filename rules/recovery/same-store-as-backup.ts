import { readFolders, writtenFolders } from '../../src/facts/archive-folders.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'recovery/same-store-as-backup',
  kinds: ['Cluster'],
  about: 'spec.externalClusters',
  consequence: 'advice',
  preset: 'production',
  since: '1.25',
  summary: 'A Cluster reads its source and writes its archive by two ObjectStores',
  why:
    'One works, but retention, credentials and resources are then shared, and only serverName keeps the cluster from writing over the ' +
    'backups that it came from.',
  remedy: 'Make a second ObjectStore for the source, with credentials that may only read, and without retentionPolicy.',
  exceptions: ['Reading the very folder that is written, of which recovery/server-name-distinct speaks.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/',
    'https://cloudnative-pg.io/plugin-barman-cloud/docs/usage/',
  ],

  *check(cluster, context) {
    const written = context.fact(writtenFolders, cluster);
    for (const read of context.fact(readFolders, cluster)) {
      const own = written.find(({ store }) => store !== undefined && store === read.store);
      if (!own || own.serverName === read.serverName) continue;
      const name = 'barmanObjectName';
      yield {
        at: cluster.at(...read.path.slice(0, -1), name),
        message: `Source "${read.source.name}" is read from ObjectStore "${own.store}", which the cluster archives to as well`,
        related: [{ at: cluster.at(...own.path.slice(0, -1), name), message: 'It archives here' }],
      };
    }
  },
});
