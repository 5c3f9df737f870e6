import { backupSetup } from '../../src/facts/backup-setup.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { requestedPlugin } from '../../src/facts/requested-plugin.ts';
import { backedUpClusters } from '../../src/facts/schedules.ts';
import { schemaRefuses } from '../../src/facts/schema-refuses.ts';
import { defineRule, type Field, type RawFinding, type Resource, type RuleContext } from '../../src/rule/index.ts';

const config = ['spec', 'pluginConfiguration'];
const list = ['spec', 'plugins'];

type Context = RuleContext<Readonly<Record<string, never>>>;

export default defineRule({
  id: 'backup/plugin-configuration',
  kinds: ['ScheduledBackup', 'Backup'],
  consequence: 'data-loss',
  preset: 'recommended',
  since: '1.25',
  fixable: true,
  summary: 'A backup by a plugin names one that its Cluster enables, and no other backup names any',
  why:
    'The webhook does not look at the pluginConfiguration of a ScheduledBackup. Every Backup that it makes is refused, fails, ' +
    'or is taken by another method than the manifest seems to say.',
  remedy: 'Set `method: plugin`, and in `pluginConfiguration.name` a name of the `spec.plugins` of the cluster.',
  exceptions: [
    'A cluster that is not in view, or whose plugins a patch or a placeholder may change, is not judged.',
    'Plugins listed in `operatorPlugins` are added to every cluster by the operator.',
    'A Backup that names no plugin is refused by the webhook; a cluster without plugins, one that is switched off and a misspelt name have rules of their own.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/backup/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/scheduledbackup_webhook.go',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/backup_webhook.go',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/issues/353',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/6752',
  ],

  check(backup, context) {
    const method = backup.get('string', 'spec', 'method');
    const isReadable = method !== undefined || !backup.has('spec', 'method');
    const isOpen = mayBePatched(backup, context, 'spec', 'method') || mayBePatched(backup, context, ...config);
    if (backup.isPartial || !isReadable || isOpen || schemaRefuses(backup, ['spec', 'method'])) return undefined;
    if (method?.value !== 'plugin') return unused(backup, method);
    const name = backup.text(...config, 'name')?.value ?? '';
    return name === '' ? nameless(backup, context) : unknownName(backup, name, context);
  },
});

function unused(backup: Resource, method: Field<string> | undefined): RawFinding | undefined {
  if (!backup.has(...config)) return undefined;
  const name = backup.text(...config, 'name')?.value;
  const isGiven = method === undefined ? 'left at its default, "barmanObjectStore"' : `"${method.value}"`;
  return {
    at: backup.key(...config),
    message: `pluginConfiguration${name === undefined ? '' : ` names "${name}", but it`} is ignored, because the method is ${isGiven}`,
    help: 'Set `method: plugin` to back up with the plugin, or remove pluginConfiguration.',
    related: method ? [{ at: method.at, message: 'The method' }] : [],
  };
}

function nameless(backup: Resource, context: Context): RawFinding | undefined {
  const path = [...config, 'name'];
  if (backup.kind === 'Backup' || backup.isUnknown(...path) || schemaRefuses(backup, path)) return undefined;
  const clusters = context.fact(backedUpClusters, backup);
  const [cluster] = clusters;
  const plugins = cluster ? context.fact(backupSetup, cluster).plugins : [];
  const isClear = cluster && clusters.length === 1 && !mayBePatched(cluster, context, ...list);
  const only = isClear && plugins.length === 1 ? plugins.find(({ isForBackup }) => isForBackup) : undefined;
  const isThere = backup.has(...config);
  return {
    at: backup.at(...path),
    message: 'The method is "plugin", but pluginConfiguration names no plugin that takes the backup',
    ...(only && {
      help: `Set pluginConfiguration.name to "${only.name}".`,
      fix: {
        title: `Back up with plugin "${only.name}"`,
        safe: true,
        edits: backup.editor.set(
          backup.inDocument(...(isThere ? path : config)),
          isThere ? only.name : { name: only.name },
        ),
      },
    }),
  };
}

function unknownName(backup: Resource, name: string, context: Context): RawFinding | undefined {
  const found = requestedPlugin(backup, name, context);
  if (found.is !== 'missing' && found.is !== 'off') return undefined;
  const { cluster, names } = found;
  const at = backup.at(...config, 'name');
  if (found.is === 'missing')
    return {
      at,
      message: `Cluster "${cluster.name}" has no plugin "${name}"`,
      help: `Name a plugin of the cluster, which has ${names.map((one) => `"${one}"`).join(' and ')}, or add "${name}" to its spec.plugins.`,
      related: [{ at: cluster.at('spec', 'plugins'), message: 'Its plugins' }],
    };
  // Of a schedule, it is the Cluster that is told so.
  if (backup.kind === 'ScheduledBackup') return undefined;
  return {
    at,
    message: `Plugin "${name}" is switched off in cluster "${cluster.name}"`,
    help: 'Remove `enabled: false` from the plugin of the cluster.',
    related: [{ at: found.enabled.at, message: 'Switched off here' }],
  };
}
