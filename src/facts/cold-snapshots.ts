import type { FactContext, Field, Resource } from '../rule/index.ts';
import { backupSetup } from './backup-setup.ts';
import { effective } from './effective.ts';
import { mayBePatched } from './patches.ts';
import { isReplicaCluster } from './replica-cluster.ts';
import { backedUpClusters } from './schedules.ts';

/** Why snapshots stop the database: the switch that makes them cold, and why it is the primary that is stopped. */
export interface ColdSnapshots {
  readonly cluster: string;
  readonly at: Field<boolean> | Field<string>;
  /** A clause: `it has one instance`. */
  readonly reason: string;
}

const online = ['spec', 'backup', 'volumeSnapshot', 'online'];
const target = ['spec', 'backup', 'target'];
const instances = ['spec', 'instances'];
/** The same of a ScheduledBackup or a Backup. */
const own = { online: ['spec', 'online'], target: ['spec', 'target'] };

/** Do the snapshots of a Cluster stop its primary, as far as the Cluster itself says? */
export function coldSnapshots(cluster: Resource, context: FactContext): ColdSnapshots | undefined {
  const field = cluster.get('boolean', ...online);
  if (field?.value !== false || !context.fact(backupSetup, cluster).snapshot) return undefined;
  const reason = reasonOf(cluster, undefined, context);
  return reason === undefined ? undefined : { cluster: cluster.name, at: field, reason };
}

/** Does a ScheduledBackup or a Backup stop the primary where the Cluster itself would not? */
export function coldBackup(backup: Resource, context: FactContext): ColdSnapshots | undefined {
  const [isOnline, onto] = [backup.get('boolean', ...own.online), backup.get('string', ...own.target)];
  const at = isOnline ?? onto;
  if (!at || context.fact(effective, backup).get('string', 'spec', 'method')?.value !== 'volumeSnapshot')
    return undefined;
  const isOpen = Object.values(own).some((path) => backup.isUnknown(...path) || mayBePatched(backup, context, ...path));
  if (isOpen) return undefined;

  const [cluster, ...others] = context.fact(backedUpClusters, backup);
  if (!cluster) {
    const name = backup.text('spec', 'cluster', 'name')?.value ?? '';
    const isSure = isOnline?.value === false && onto?.value === 'primary';
    return isSure ? { cluster: name, at, reason: targeted } : undefined;
  }
  const isCold = (isOnline ?? cluster.get('boolean', ...online))?.value === false;
  if (others.length > 0 || !isCold || mayBePatched(cluster, context, ...online)) return undefined;
  if (coldSnapshots(cluster, context)) return undefined;
  const reason = reasonOf(cluster, onto?.value, context);
  return reason === undefined ? undefined : { cluster: cluster.name, at, reason };
}

const targeted = '"target" is "primary"';

/** Why a backup of a Cluster runs on its primary; nothing if it does not, or nobody knows. */
function reasonOf(cluster: Resource, onto: string | undefined, context: FactContext): string | undefined {
  const isOpen = [instances, target].some(
    (path) => cluster.isAssumed(...path) || mayBePatched(cluster, context, ...path),
  );
  if (cluster.isPartial || isOpen || context.fact(isReplicaCluster, cluster) !== 'no') return undefined;
  const filled = context.fact(effective, cluster);
  if (filled.get('integer', ...instances)?.value === 1) return 'the cluster has one instance';
  return (onto ?? filled.get('string', ...target)?.value) === 'primary' ? targeted : undefined;
}
