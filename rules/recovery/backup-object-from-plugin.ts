import { backupSetup } from '../../src/facts/backup-setup.ts';
import { referents } from '../../src/facts/referents.ts';
import {
  defineRule,
  mayShareNamespace,
  type RawFinding,
  type Resource,
  type RuleContext,
} from '../../src/rule/index.ts';

const backup = ['spec', 'bootstrap', 'recovery', 'backup', 'name'];

export default defineRule({
  id: 'recovery/backup-object-from-plugin',
  kinds: ['Cluster'],
  consequence: 'data-loss',
  preset: 'recommended',
  since: '1.25',
  summary: 'A recovery refers to a Backup only if the operator took it itself',
  why:
    'A Backup that a plugin took holds neither the path nor the credentials of what it stored. The recovery job cannot use it, and fails ' +
    'for ever.',
  remedy:
    'Recover from a source: an external cluster with the plugin, its store and serverName. recoveryTarget.backupID chooses the backup.',
  exceptions: [
    'Where Backup and ScheduledBackup are not in view, it is told by the whole project: it has ObjectStores, and nothing else to back up to.',
  ],
  references: [
    'https://cloudnative-pg.io/plugin-barman-cloud/docs/migration/',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/issues/510',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/7989',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/pkg/management/postgres/restore.go',
  ],

  check(cluster, context) {
    const name = cluster.get('string', ...backup);
    if (!name || name.value === '') return undefined;
    const found = referents(context.project, cluster, 'Backup', name.value);
    const taker = found.length > 0 ? found : schedulesOf(cluster, name.value, context);
    const method = taker[0]?.get('string', 'spec', 'method');
    const finding = (message: string): RawFinding => ({
      at: name.at,
      message: `Backup "${name.value}" ${message}`,
      related: method ? [{ at: method.at, message: 'Method "plugin"' }] : [],
    });
    if (method && taker.every((one) => one.text('spec', 'method')?.value === 'plugin'))
      return finding('was taken by a plugin, and a recovery cannot use it by its name');
    const isSure = taker.length === 0 && storesByPluginAlone(context);
    return isSure
      ? finding('cannot be one of the operator itself, as every cluster here is backed up by a plugin')
      : undefined;
  },
});

/** The ScheduledBackups that may have made a Backup: they call it by their own name and the time. */
function schedulesOf(cluster: Resource, name: string, { project }: RuleContext<object>): readonly Resource[] {
  const [, schedule] = /^(.+)-\d{10,14}$/u.exec(name) ?? [];
  return project
    .ofKind('ScheduledBackup')
    .filter((one) => one.name === schedule && !one.isPartial && mayShareNamespace(one, cluster));
}

function storesByPluginAlone({ project, fact }: RuleContext<object>): boolean {
  if (project.ofKind('ObjectStore').length === 0 || !project.isComplete('Cluster') || !project.isComplete('Backup'))
    return false;
  return project.ofKind('Cluster').every((one) => {
    const { inTree, snapshot } = fact(backupSetup, one);
    return !inTree && !snapshot && !one.hidesBelow('spec', 'backup');
  });
}
