import { References } from '../model/references.ts';
import { defineFact, hasPlaceholder, type Project, type Resource } from '../rule/index.ts';
import { inFileOrder } from './file-order.ts';

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
    const own = byCluster.near(cluster, cluster.name);
    const mayHaveMore = hasPlaceholder(cluster.name)
      ? own.length < context.project.ofKind('ScheduledBackup').length
      : astray.has(cluster.name) || unclear.near(cluster, '').length > 0;
    return { own, mayHaveMore };
  },
});

interface ScheduleIndex {
  readonly byCluster: References;
  /** Those of which no one can tell what they back up, under the empty name. */
  readonly unclear: References;
  /** Clusters that a ScheduledBackup seems to mean, but does not reach. */
  readonly astray: ReadonlySet<string>;
}

const scheduleIndex = defineFact<Project, ScheduleIndex>({
  name: 'schedule-index',
  compute(project) {
    const clusters = new References();
    for (const cluster of project.ofKind('Cluster')) clusters.add(cluster.name, cluster);
    const byCluster = new References();
    const unclear = new References();
    const astray = new Set<string>();
    for (const schedule of inFileOrder(project.ofKind('ScheduledBackup'))) {
      const name = schedule.text('spec', 'cluster', 'name')?.value ?? '';
      byCluster.add(name, schedule);
      // One that names nothing is a mistake of its own; it backs up no Cluster.
      if (schedule.isUnknown('spec', 'cluster', 'name') || hasPlaceholder(name)) unclear.add('', schedule);
      if (clusters.near(schedule, name).length > 0) continue;
      const elsewhere = clusters.named(name).length > 0;
      const found = elsewhere ? undefined : project.lookup(schedule, 'Cluster', name);
      if (elsewhere) astray.add(name);
      else if (found?.is === 'missing' && found.near) astray.add(found.near.name);
    }
    return { byCluster, unclear, astray };
  },
});
