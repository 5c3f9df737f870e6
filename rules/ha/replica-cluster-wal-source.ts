import { keptWal } from '../../src/facts/kept-wal.ts';
import { versionsOf } from '../../src/facts/patches.ts';
import { replicaSource } from '../../src/facts/replica-source.ts';
import { defineRule, type Path, type Resource, type RuleContext } from '../../src/rule/index.ts';
import { Quantity } from '../../src/values/quantity.ts';

const enough = Quantity.parse('10Gi');

export default defineRule({
  id: 'ha/replica-cluster-wal-source',
  kinds: ['Cluster'],
  about: 'spec.replica',
  consequence: 'outage',
  preset: 'production',
  summary: 'A replica cluster can catch up from an archive of its source',
  why:
    'Over a connection alone it follows only as long as the source still has the WAL. After a longer cut of the network it has to be copied ' +
    'anew, and while the cut lasts there is no way to bring it up to date before it is promoted.',
  remedy: "Add the source's object store, by the plugin or in-tree, to its entry in externalClusters.",
  exceptions: ['It is advice where the source is in view and keeps at least 10GB of WAL with `wal_keep_size`.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/replica_cluster/',
    'https://cloudnative-pg.io/documentation/current/architecture/',
  ],

  check(cluster, context) {
    const source = context.fact(replicaSource, cluster);
    const connection = [...(source?.path ?? []), 'connectionParameters'];
    if (source?.archive !== 'none' || !cluster.has(...connection)) return undefined;
    return {
      at: cluster.key(...connection),
      message: `Source "${source.name}" is a connection without an archive, so the replica is lost once the source has recycled WAL that it misses`,
      ...(keepsMuch(cluster, [...connection, 'host'], context) && { severity: 'info' }),
    };
  },
});

/** Whether the Cluster behind a host name is in view and keeps much WAL. */
function keepsMuch(cluster: Resource, host: Path, context: RuleContext<object>): boolean {
  const name = /^(.+)-(?:rw|ro|r)(?:\.|$)/u.exec(cluster.get('string', ...host)?.value ?? '')?.[1];
  const sources = context.project.ofKind('Cluster').filter((other) => other.name === name && other !== cluster.origin);
  return (
    sources.length > 0 &&
    sources
      .flatMap((other) => versionsOf(other, context))
      .every((other) => {
        const kept = context.fact(keptWal, other);
        return kept !== undefined && enough !== undefined && kept.size.compare(enough) >= 0;
      })
  );
}
