import { backupSetup } from '../../src/facts/backup-setup.ts';
import { isHibernated } from '../../src/facts/hibernation.ts';
import { isReplicaCluster } from '../../src/facts/replica-cluster.ts';
import { schedules } from '../../src/facts/schedules.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'backup/scheduled-backup-exists',
  kinds: ['Cluster'],
  consequence: 'data-loss',
  preset: 'recommended',
  summary: 'A Cluster with backups configured has a ScheduledBackup that takes them',
  why:
    'WAL alone cannot be restored. Without a base backup the archive is dead weight, no retention policy ever trims it, ' +
    'and the loss is discovered on the day of the disaster.',
  remedy: 'Add a ScheduledBackup with a schedule of six fields, the method of the cluster, and `immediate: true`.',
  exceptions: [
    'It is advice for a replica cluster, and nothing for a hibernated one.',
    'Without the whole project in view (a single file, standard input) the schedule may be elsewhere.',
    "A schedule that may be meant for the cluster counts: a suspended or misdirected one is another rule's.",
    'Clusters listed in `external.clusters` are looked after elsewhere.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/backup/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/2429',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/issues/652',
  ],

  check(cluster, context) {
    const { project } = context;
    const { destination } = context.fact(backupSetup, cluster);
    if (!destination || cluster.isPartial || cluster.name === '' || !project.isComplete('ScheduledBackup'))
      return undefined;
    if (project.scope.external['Cluster']?.includes(cluster.name) === true) return undefined;
    if (isHibernated(cluster, context) !== 'no') return undefined;

    const { own, mayHaveMore } = context.fact(schedules, cluster);
    if (own.length > 0 || mayHaveMore) return undefined;
    return {
      at: destination.at,
      message: `No ScheduledBackup takes backups of cluster "${cluster.name}", which is set up for them`,
      ...(context.fact(isReplicaCluster, cluster) !== 'no' && { severity: 'info' }),
    };
  },
});
