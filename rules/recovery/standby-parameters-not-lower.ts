import { effective } from '../../src/facts/effective.ts';
import { parametersPath } from '../../src/facts/parameters.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { sourceClusters } from '../../src/facts/source-clusters.ts';
import { defineRule, type Resource } from '../../src/rule/index.ts';

/** What a standby compares with its primary, and what PostgreSQL starts from. */
const compared: ReadonlyMap<string, number> = new Map([
  ['max_connections', 100],
  ['max_worker_processes', 8],
  ['max_wal_senders', 10],
  ['max_prepared_transactions', 0],
  ['max_locks_per_transaction', 64],
]);

export default defineRule({
  id: 'recovery/standby-parameters-not-lower',
  kinds: ['Cluster'],
  about: 'spec.externalClusters',
  consequence: 'outage',
  preset: 'recommended',
  summary: 'The parameters that a standby compares are not lower than those of the source',
  why:
    'A server that replays WAL stops with "insufficient parameter settings" as soon as the WAL says that the primary has more: the restore ' +
    'never ends, or the replica cluster stops following on the day on which its source is raised.',
  remedy: 'Copy the values of the source; after the restore they can be lowered.',
  exceptions: [
    'Sources that are not in view, or may be one of several.',
    'Values that a patch or a placeholder gives.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/',
    'https://www.postgresql.org/docs/current/hot-standby.html#HOT-STANDBY-ADMIN',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/2337',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/9333',
  ],

  *check(cluster, context) {
    if (cluster.isPartial) return;
    for (const { source } of context.fact(sourceClusters, cluster))
      for (const [name, initial] of compared) {
        const path = [...parametersPath, name];
        if ([cluster, source].some((one) => one.isAssumed(...path) || mayBePatched(one, context, ...path))) continue;
        const own = numberAt(context.fact(effective, cluster), name, initial);
        const theirs = numberAt(context.fact(effective, source), name, initial);
        if (own === undefined || theirs === undefined || own >= theirs) continue;
        const isSet = cluster.has(...path);
        yield {
          at: cluster.at(...path),
          message: `${name} is ${isSet ? '' : 'not set and so '}"${own}", less than the "${theirs}" of source "${source.name}": replay stops where that was raised after the base backup`,
          help: `Set ${name} to "${theirs}" or more.`,
          related: [{ at: source.at(...path), message: `"${theirs}" at the source` }],
        };
      }
  },
});

function numberAt(cluster: Resource, name: string, initial: number): number | undefined {
  if (cluster.isUnknown(...parametersPath, name)) return undefined;
  const value = cluster.value(...parametersPath, name);
  if (value === undefined || value === null) return initial;
  return typeof value === 'string' && /^\s*\d{1,9}\s*$/u.test(value) ? Number(value) : undefined;
}
