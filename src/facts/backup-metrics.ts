import type { ResourcePlace } from '../model/resource.ts';
import { defineFact, type Project, type Resource } from '../rule/index.ts';
import { backupSetup, barmanCloud } from './backup-setup.ts';
import { inFileOrder } from './file-order.ts';
import { versionsOf } from './patches.ts';

const operatorPrefix = 'cnpg_collector_';
const pluginPrefix = 'barman_cloud_cloudnative_pg_io_';
const metric =
  /\bcnpg_collector_(?:last_available_backup_timestamp|last_failed_backup_timestamp|first_recoverability_point)\b/gu;

/** Which way of backup do the Clusters in view use: the plugin alone, others, or both? */
export const backupWays = defineFact<Project, { readonly plugin: readonly Resource[]; readonly hasOthers: boolean }>({
  name: 'backup-ways',
  compute(project, context) {
    const plugin: Resource[] = [];
    let hasOthers = false;
    for (const cluster of inFileOrder(project.ofKind('Cluster')).flatMap((one) => versionsOf(one, context))) {
      const { inTree, snapshot, plugins } = context.fact(backupSetup, cluster);
      // The operator itself notes the backups that it takes, in-tree or as snapshots.
      if (inTree || snapshot) hasOthers = true;
      else if (!cluster.isPartial && plugins.some(({ name }) => name === barmanCloud)) plugin.push(cluster);
    }
    return { plugin, hasOthers };
  },
});

/** A metric of the operator that the plugin does not keep, in an expression or a dashboard. */
export interface MetricUse {
  readonly at: ResourcePlace;
  readonly name: string;
  readonly successor: string;
  /** Whether it is asked for with labels, which may tell which clusters are meant. */
  readonly hasLabels: boolean;
}

/** The metrics of the operator on backups in a text, each once; none if the text knows those of the plugin, too. */
export function metricUses(text: string, at: ResourcePlace): readonly MetricUse[] {
  if (text.includes(pluginPrefix)) return [];
  const uses = [...text.matchAll(metric)].map((match): MetricUse => {
    const [name] = match;
    const end = match.index + name.length;
    return {
      at: { ...at, within: { start: match.index, end } },
      name,
      successor: successorOf(name),
      hasLabels: /^\s*\{/u.test(text.slice(end, end + 20)),
    };
  });
  return uses.filter(({ name }, index) => uses.findIndex((other) => other.name === name) === index);
}

/** A text in which the metrics of the plugin stand for those of the operator. */
export function withPluginMetrics(text: string): string {
  return text.replaceAll(metric, successorOf);
}

function successorOf(name: string): string {
  return pluginPrefix + name.slice(operatorPrefix.length);
}
