import { backupWays, metricUses, withPluginMetrics } from '../../src/facts/backup-metrics.ts';
import { defineRule, type Field, type Resource } from '../../src/rule/index.ts';

export default defineRule({
  id: 'monitoring/deprecated-backup-metrics',
  kinds: ['ConfigMap', 'PrometheusRule'],
  consequence: 'outage',
  preset: 'recommended',
  since: '1.26',
  summary: 'Each alert on backups uses a metric that the way of backup keeps',
  why:
    'With the Barman Cloud plugin the metrics of the operator on backups stay at zero: an alert on the age of the last backup fires for ' +
    'ever, or, where it asks for a value above zero, never.',
  remedy: 'Use the metrics of the plugin, which begin with `barman_cloud_cloudnative_pg_io_`.',
  exceptions: [
    'Clusters in view that are backed up in another way, where labels may tell which ones are meant.',
    'An expression that asks for the metrics of the plugin, too.',
    'ConfigMaps are judged by their dashboards, the keys that end in `.json`.',
  ],
  references: [
    'https://cloudnative-pg.io/plugin-barman-cloud/docs/observability/',
    'https://cloudnative-pg.io/documentation/current/monitoring/',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/issues/380',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/7812',
  ],

  *check(subject, context) {
    const { plugin, hasOthers } = context.fact(backupWays, context.project);
    const [first] = plugin;
    if (!first) return;
    for (const field of subject.kind === 'ConfigMap' ? dashboards(subject) : expressions(subject)) {
      const isEditable = subject.kind === 'PrometheusRule' && !hasOthers && !field.value.includes('\n');
      for (const use of metricUses(field.value, field.at)) {
        if (hasOthers && use.hasLabels) continue;
        yield {
          at: use.at,
          message: `"${use.name}" stays at zero for ${clusters(plugin)}, which the Barman Cloud plugin backs up`,
          help: `Use "${use.successor}".`,
          related: [{ at: first.at('spec', 'plugins'), message: `The plugin of "${first.name}"` }],
          ...(isEditable && {
            fix: {
              title: `Use the metrics of the plugin`,
              safe: false,
              edits: subject.editor.set(subject.inDocument(...field.at.path), withPluginMetrics(field.value)),
            },
          }),
        };
      }
    }
  },
});

function clusters([first, ...others]: readonly Resource[]): string {
  const names = new Set(others.map(({ name }) => name).filter((name) => name !== first?.name));
  return `cluster "${first?.name}"${names.size > 0 ? ` and ${names.size} more` : ''}`;
}

/** The expressions of alerting and recording rules, placeholders included. */
function expressions(rule: Resource): Field<string>[] {
  return rule
    .list('object', 'spec', 'groups')
    .flatMap(({ at }) => rule.list('object', ...at.path, 'rules'))
    .flatMap(({ at }) => rule.text(...at.path, 'expr') ?? []);
}

function dashboards(map: Resource): Field<string>[] {
  const keys = Object.keys(map.get('object', 'data')?.value ?? {}).filter((key) => key.endsWith('.json'));
  return keys.flatMap((key) => map.text('data', key) ?? []);
}
