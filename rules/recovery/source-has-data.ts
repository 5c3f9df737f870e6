import { admitted } from '../../src/facts/effective.ts';
import { externalClusters, refusedRecoverySource } from '../../src/facts/external-clusters.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'recovery/source-has-data',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.recovery',
  consequence: 'refused',
  preset: 'recommended',
  summary: 'A recovery names something that holds a base backup',
  why:
    'The recovery job asks for a base backup and fails for ever: "recovery source not specified", ' +
    'or "missing barman object store configuration".',
  remedy:
    'Give the external cluster an object store or a plugin, or copy the server over the network with bootstrap.pg_basebackup.',
  exceptions: [
    'Volume snapshots hold the data themselves, whatever else is named.',
    'A source that the webhook refuses already is the business of admission/recovery-source-unusable.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/pkg/management/postgres/restore.go',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/1893',
  ],

  check(cluster, context) {
    const path = ['spec', 'bootstrap', 'recovery'];
    const recovery = cluster.get('object', ...path);
    if (!recovery || cluster.isPartial || cluster.has(...path, 'backup') || cluster.has(...path, 'volumeSnapshots'))
      return undefined;

    const source = cluster.text(...path, 'source');
    if (!source || source.value === '') {
      if (cluster.isUnknown(...path, 'source')) return undefined;
      return {
        at: recovery.at,
        message: 'The recovery has no source, no backup and no volume snapshots to start from',
        help: 'Name the external cluster, the Backup or the volume snapshots to recover from.',
      };
    }
    const external = context.fact(externalClusters, cluster).get(source.value);
    if (!external || !cluster.has(...external.path, 'connectionParameters')) return undefined;
    if (cluster.has(...external.path, 'barmanObjectStore') || cluster.has(...external.path, 'plugin')) return undefined;
    const object = context.fact(admitted, cluster);
    if (object && refusedRecoverySource(object, context)) return undefined;
    return {
      at: source.at,
      message: `Recovery source "${source.value}" is a connection to a server, which holds no base backup`,
      related: [
        { at: cluster.key(...external.path, 'connectionParameters'), message: 'All that is known of the source' },
      ],
    };
  },
});
