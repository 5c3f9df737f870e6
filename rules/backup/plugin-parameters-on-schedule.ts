import { backupSetup, barmanCloud } from '../../src/facts/backup-setup.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { backedUpClusters } from '../../src/facts/schedules.ts';
import { schemaRefuses } from '../../src/facts/schema-refuses.ts';
import { defineRule, type FactContext, type Field, type Resource } from '../../src/rule/index.ts';

const parameters = ['spec', 'pluginConfiguration', 'parameters'];

export default defineRule({
  id: 'backup/plugin-parameters-on-schedule',
  kinds: ['ScheduledBackup', 'Backup'],
  about: 'spec.pluginConfiguration.parameters',
  consequence: 'outage',
  preset: 'recommended',
  since: '1.25',
  fixable: true,
  summary: 'A backup leaves the parameters of the Barman Cloud plugin to its Cluster',
  why:
    'The plugin takes its parameters from the Cluster alone. Another store or server name here is ignored, ' +
    'and the backup ends up beside all the others.',
  remedy: 'Remove the parameters; another store has to be configured in the Cluster.',
  exceptions: ['Other plugins, which may take parameters here.'],
  references: [
    'https://cloudnative-pg.io/plugin-barman-cloud/docs/parameters/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/7778',
  ],

  check(backup, context) {
    const given = Object.keys(backup.get('object', ...parameters)?.value ?? {});
    const isOurs = backup.text('spec', 'pluginConfiguration', 'name')?.value === barmanCloud;
    if (!isOurs || given.length === 0 || schemaRefuses(backup, parameters)) return undefined;
    const values = clusterValues(backup, context);
    const isSame = (name: string): boolean => {
      const value = backup.get('string', ...parameters, name)?.value;
      return value !== undefined && !backup.isAssumed(...parameters, name) && values?.get(name)?.value === value;
    };
    const other = given.find((name) => !isSame(name));
    const cluster = other === undefined ? undefined : values?.get(other);
    const value = other === undefined ? undefined : backup.get('string', ...parameters, other);
    return {
      at: value?.at ?? backup.key(...parameters),
      message: value
        ? `${other} "${value.value}" is ignored, since the Barman Cloud plugin takes its parameters from the Cluster${cluster ? `, where it is "${cluster.value}"` : ''}`
        : 'The Barman Cloud plugin ignores the parameters of a backup',
      related: value && cluster ? [{ at: cluster.at, message: 'It is taken from here' }] : [],
      ...(other === undefined && {
        help: 'Remove the parameters, which the Cluster has already.',
        fix: {
          title: 'Remove the parameters',
          // A Backup cannot be changed once it exists.
          safe: backup.kind === 'ScheduledBackup',
          edits: backup.editor.remove(backup.inDocument(...parameters)),
        },
      }),
    };
  },
});

/** The parameters of the plugin that hold, if the Cluster is certain. */
function clusterValues(backup: Resource, context: FactContext): ReadonlyMap<string, Field<string>> | undefined {
  const [cluster, ...others] = context.fact(backedUpClusters, backup);
  if (!cluster || others.length > 0 || mayBePatched(cluster, context, 'spec', 'plugins')) return undefined;
  const entry = context.fact(backupSetup, cluster).plugins.find((plugin) => plugin.name === barmanCloud);
  if (!entry) return undefined;
  const path = [...entry.path, 'parameters'];
  const own = Object.keys(cluster.get('object', ...path)?.value ?? {}).flatMap((key) => {
    const value = cluster.get('string', ...path, key);
    return value ? [[key, value] as const] : [];
  });
  const serverName = cluster.has(...path, 'serverName') ? undefined : cluster.get('string', 'metadata', 'name');
  return new Map([...own, ...(serverName ? [['serverName', serverName] as const] : [])]);
}
