import { mayBePatched } from '../../src/facts/patches.ts';
import { sourceClusters } from '../../src/facts/source-clusters.ts';
import { tablespaceNames } from '../../src/facts/tablespace-names.ts';
import { defineRule } from '../../src/rule/index.ts';

const snapshots = ['spec', 'bootstrap', 'recovery', 'volumeSnapshots'];

export default defineRule({
  id: 'recovery/wal-snapshot',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.recovery.volumeSnapshots',
  consequence: 'outage',
  preset: 'production',
  summary: 'A recovery from volume snapshots has one of every volume',
  why:
    'The data directory of a cluster with a WAL volume only points to its WAL. Without the snapshot of that volume nothing is there, and ' +
    'the instance cannot start. So it is with tablespaces.',
  remedy: 'Name the snapshot of each volume, all of the same backup.',
  exceptions: [
    'It is advice where the source is in view and has no WAL volume: a new one may be added.',
    'Clusters to which a patch adds the snapshots.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/#recovery-from-volumesnapshot-objects',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/9053',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/10702',
  ],

  *check(cluster, context) {
    const isOpen = cluster.hidesBelow(...snapshots) || mayBePatched(cluster, context, ...snapshots);
    if (!cluster.has(...snapshots, 'storage') || cluster.isPartial || isOpen) return;
    const wal = cluster.get('object', 'spec', 'walStorage');
    if (wal && !cluster.has(...snapshots, 'walStorage')) {
      const [link] = context.fact(sourceClusters, cluster);
      const isAdded = link && !link.source.has('spec', 'walStorage');
      yield {
        at: cluster.at(...snapshots, 'walStorage'),
        message: isAdded
          ? `The WAL volume is new, as source "${link.source.name}" has none`
          : 'No snapshot of the WAL volume is named, and with a source that had one the instance cannot start',
        ...(isAdded && { severity: 'info', help: 'Nothing is to be done if that is meant.' }),
        related: [{ at: wal.at, message: 'The WAL volume' }],
      };
    }
    for (const { value, at } of context.fact(tablespaceNames, cluster))
      if (value !== '' && !cluster.has(...snapshots, 'tablespaceStorage', value))
        yield {
          at: cluster.at(...snapshots, 'tablespaceStorage', value),
          message: `No snapshot of tablespace "${value}" is named`,
          related: [{ at, message: 'The tablespace' }],
        };
  },
});
