import { externalClusters, recoverySources } from '../../src/facts/external-clusters.ts';
import { defineRule } from '../../src/rule/index.ts';

const recovery = ['spec', 'bootstrap', 'recovery'];

export default defineRule({
  id: 'recovery/ambiguous-source',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.recovery',
  consequence: 'outage',
  preset: 'recommended',
  summary: 'Only one place provides the base backup of a recovery',
  why:
    'The second one is ignored, and nothing says so: a plugin wins over everything, and a Backup over an object store. The data may come ' +
    'from somewhere else than whoever reviewed the manifest believes.',
  remedy: 'Keep the one that is meant.',
  exceptions: ['Volume snapshots beside a source, which then provides the WAL.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/pkg/management/postgres/restore.go',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/7499',
  ],

  *check(cluster, context) {
    const backup = cluster.text(...recovery, 'backup', 'name');
    const source = cluster.text(...recovery, 'source');
    const hasSnapshots = cluster.has(...recovery, 'volumeSnapshots');
    if (backup && source && source.value !== '' && !hasSnapshots) {
      const external = context.fact(externalClusters, cluster).get(source.value);
      const isPlugin = external !== undefined && cluster.has(...external.path, 'plugin');
      const [ignored, used] = isPlugin ? [backup, source] : [source, backup];
      const [ignoredAs, usedAs] = isPlugin ? ['Backup', 'source'] : ['Source', 'Backup'];
      yield {
        at: ignored.at,
        message: `${ignoredAs} "${ignored.value}" is ignored, because the recovery has ${usedAs} "${used.value}" as well`,
        related: [{ at: used.at, message: 'The data comes from here' }],
      };
    }
    for (const { name, path } of context.fact(recoverySources, cluster)) {
      const plugin = cluster.get('object', ...path, 'plugin');
      const store = cluster.get('object', ...path, 'barmanObjectStore');
      if (plugin && store)
        yield {
          at: store.at,
          message: `The object store of source "${name}" is ignored, because the source has a plugin as well`,
          related: [{ at: plugin.at, message: 'The data comes from here' }],
        };
    }
  },
});
