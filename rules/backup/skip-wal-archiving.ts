import { backupSetup } from '../../src/facts/backup-setup.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { schedules } from '../../src/facts/schedules.ts';
import { defineRule, type FactContext, type Resource } from '../../src/rule/index.ts';

export default defineRule({
  id: 'backup/skip-wal-archiving',
  kinds: ['Cluster'],
  about: 'metadata.annotations',
  consequence: 'data-loss',
  preset: 'recommended',
  summary: 'A Cluster that is backed up archives its WAL',
  why:
    'Once the instances restart, `archive_mode` is off. An online backup waits for WAL that never arrives, and nothing later than ' +
    'the last archived WAL file can be restored.',
  remedy: 'Remove the annotation, then take a new base backup: the archive has a gap.',
  exceptions: ['Cold volume snapshots, which need no WAL.', 'A cluster without object store, plugin and schedule.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/labels_annotations/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/10745',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/pkg/postgres/configuration.go',
  ],

  check(cluster, context) {
    const skips = cluster.get('string', 'metadata', 'annotations', 'cnpg.io/skipWalArchiving');
    if (skips?.value !== 'enabled') return undefined;
    const { inTree, plugins } = context.fact(backupSetup, cluster);
    const taker = plugins.find(({ isForBackup }) => isForBackup);
    const schedule = context.fact(schedules, cluster).own.find((one) => !isCold(one, cluster, context));
    const [at, what] = inTree
      ? [cluster.key(...inTree.at.path), 'which has an object store']
      : taker
        ? [cluster.at(...taker.path, 'name'), `which has plugin "${taker.name}" for backups`]
        : [schedule?.at('metadata', 'name'), `which ScheduledBackup "${schedule?.name ?? ''}" backs up`];
    if (!at) return undefined;
    return {
      at: skips.at,
      message: `WAL archiving is switched off for cluster "${cluster.name}", ${what}`,
      related: [{ at, message: 'It needs the WAL' }],
    };
  },
});

/** Whether a schedule may take snapshots of a server that is stopped. */
function isCold(schedule: Resource, cluster: Resource, context: FactContext): boolean {
  if (['method', 'online'].some((key) => mayBePatched(schedule, context, 'spec', key))) return true;
  const method = schedule.get('string', 'spec', 'method')?.value;
  if (method !== 'volumeSnapshot') return schedule.isUnknown('spec', 'method');
  const own = schedule.get('boolean', 'spec', 'online')?.value;
  return (own ?? cluster.get('boolean', 'spec', 'backup', 'volumeSnapshot', 'online')?.value) === false;
}
