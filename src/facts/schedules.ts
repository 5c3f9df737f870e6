import { References } from '../model/references.ts';
import {
  defineFact,
  type FactContext,
  hasPlaceholder,
  mayShareNamespace,
  type Project,
  type Resource,
} from '../rule/index.ts';
import { canonicalJson } from '../values/canonical-json.ts';
import { effective } from './effective.ts';
import { inFileOrder } from './file-order.ts';
import { mayBePatched, versionsOf } from './patches.ts';
import { directoryOf, referents } from './referents.ts';

/** The ScheduledBackups of a Cluster. */
export interface Schedules {
  readonly own: readonly Resource[];
  /** Whether another one may be meant for the Cluster: a placeholder hides it, or it names the Cluster wrongly. */
  readonly mayHaveMore: boolean;
}

/** Which ScheduledBackups back up a Cluster? */
export const schedules = defineFact<Resource, Schedules>({
  name: 'schedules',
  compute(cluster, context) {
    const { byCluster, unclear, astray } = context.fact(scheduleIndex, context.project);
    const own = byCluster.near(cluster, ...cluster.names);
    const mayHaveMore = hasPlaceholder(cluster.name)
      ? own.length < context.project.ofKind('ScheduledBackup').length
      : astray.has(cluster.name) || unclear.near(cluster, '').length > 0;
    return { own, mayHaveMore };
  },
});

/** Which ScheduledBackups back up the Cluster that one of them backs up? In the order of their files, and with that one. */
export const companions = defineFact<Resource, Schedules>({
  name: 'companions',
  compute(schedule, context) {
    const { byCluster, unclear } = context.fact(scheduleIndex, context.project);
    const name = schedule.text('spec', 'cluster', 'name')?.value ?? '';
    const clusters = context.fact(backedUpClusters, schedule);
    const known = name === '' ? [] : byCluster.near(schedule, name);
    const own = known
      .map((other) => (other === schedule.origin ? schedule : other))
      .filter((other) => {
        const theirs = context.fact(backedUpClusters, other);
        // Clusters of one name in two directories are two environments, if each has a schedule beside it.
        const isSame = clusters.length === 0 || theirs.length === 0 || theirs.some((one) => clusters.includes(one));
        return isSame && !other.isPartial;
      });
    return { own, mayHaveMore: unclear.near(schedule, '').length > 0 };
  },
});

/** Which Backups, taken by hand, does the Cluster of a ScheduledBackup have? */
export const backupsByHand = defineFact<Resource, readonly Resource[]>({
  name: 'backups-by-hand',
  compute(schedule, context) {
    const name = schedule.text('spec', 'cluster', 'name')?.value ?? '';
    return context.fact(backupIndex, context.project).near(schedule, name);
  },
});

const backupIndex = defineFact<Project, References>({
  name: 'backup-index',
  compute(project) {
    const backups = new References();
    for (const backup of project.ofKind('Backup'))
      backups.add(backup.text('spec', 'cluster', 'name')?.value ?? '', backup);
    return backups;
  },
});

/** Is a ScheduledBackup suspended? */
export function isSuspended(schedule: Resource, context: FactContext): 'yes' | 'no' | 'maybe' {
  const path = ['spec', 'suspend'];
  const field = schedule.get('boolean', ...path);
  const isOpen = schedule.isUnknown(...path) || field?.assumed === true || mayBePatched(schedule, context, ...path);
  return isOpen ? 'maybe' : field?.value === true ? 'yes' : 'no';
}

/** Which Clusters may a ScheduledBackup or a Backup mean? None if the Cluster is not in view. */
export const backedUpClusters = defineFact<Resource, readonly Resource[]>({
  name: 'backed-up-clusters',
  compute(backup, { project }) {
    const name = backup.text('spec', 'cluster', 'name')?.value ?? '';
    return name === '' ? [] : referents(project, backup, 'Cluster', name);
  },
});

/** Whether two ScheduledBackups surely make the same kind of backup of the same Cluster. */
export function doTheSame(a: Resource, b: Resource, context: FactContext): boolean {
  // Of one name, they are one object that is written down for several environments.
  if (a.name === b.name && mayShareNamespace(a, b)) return false;
  const name = a.text('spec', 'cluster', 'name')?.value ?? '';
  const isInView = context.fact(backedUpClusters, a).length === 1 && !hasPlaceholder(name);
  if (!isInView && directoryOf(a) !== directoryOf(b)) return false;
  const [ours, theirs] = [context.fact(effective, a), context.fact(effective, b)];
  return ['method', 'pluginConfiguration'].every((field) => {
    const isClear = [a, b].every((one) => !one.hidesBelow('spec', field) && !mayBePatched(one, context, 'spec', field));
    return isClear && canonicalJson(ours.value('spec', field)) === canonicalJson(theirs.value('spec', field));
  });
}

interface ScheduleIndex {
  readonly byCluster: References;
  /** Those of which no one can tell what they back up, under the empty name. */
  readonly unclear: References;
  /** Clusters that a ScheduledBackup seems to mean, but does not reach. */
  readonly astray: ReadonlySet<string>;
}

const scheduleIndex = defineFact<Project, ScheduleIndex>({
  name: 'schedule-index',
  compute(project, context) {
    const clusters = new References();
    for (const cluster of project.ofKind('Cluster')) for (const name of cluster.names) clusters.add(name, cluster);
    const byCluster = new References();
    const unclear = new References();
    const astray = new Set<string>();
    for (const schedule of inFileOrder(project.ofKind('ScheduledBackup'))) {
      const names = versionsOf(schedule, context).map((one) => one.text('spec', 'cluster', 'name')?.value ?? '');
      for (const name of new Set(names)) {
        byCluster.add(name, schedule);
        // One that names nothing is a mistake of its own; it backs up no Cluster.
        if (schedule.isUnknown('spec', 'cluster', 'name') || hasPlaceholder(name)) unclear.add('', schedule);
        if (clusters.near(schedule, name).length > 0) continue;
        const elsewhere = clusters.named(name).length > 0;
        const found = elsewhere ? undefined : project.lookup(schedule, 'Cluster', name);
        if (elsewhere) astray.add(name);
        else if (found?.is === 'missing' && found.near) astray.add(found.near.name);
      }
    }
    return { byCluster, unclear, astray };
  },
});
