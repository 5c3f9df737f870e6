import { backupSetup, barmanCloud } from '../../src/facts/backup-setup.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { isSuspended, schedules } from '../../src/facts/schedules.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'backup/plugin-enabled',
  kinds: ['Cluster'],
  about: 'spec.plugins',
  consequence: 'outage',
  preset: 'recommended',
  since: '1.25',
  summary: 'The plugin that backs a Cluster up is not switched off',
  why: 'An entry that is switched off looks like a backup in a review, and archives nothing. A schedule that names it only makes Backups that fail.',
  remedy: 'Remove `enabled: false`, or remove the entry together with its schedule.',
  exceptions: [
    'Another plugin or the in-tree object store archives, and no schedule names the plugin.',
    'Schedules that are suspended, and what a patch may switch on.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/#pluginconfiguration',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/issues/353',
  ],

  *check(cluster, context) {
    if (mayBePatched(cluster, context, 'spec', 'plugins')) return;
    const { plugins, inTree } = context.fact(backupSetup, cluster);
    const isArchived = inTree !== undefined || plugins.some(({ isForBackup }) => isForBackup);
    for (const { at: entry } of cluster.list('object', 'spec', 'plugins')) {
      const enabled = cluster.get('boolean', ...entry.path, 'enabled');
      const name = cluster.get('string', ...entry.path, 'name')?.value;
      if (enabled?.value !== false || name === undefined || plugins.some((plugin) => plugin.name === name)) continue;
      const isArchiver = name === barmanCloud || cluster.get('boolean', ...entry.path, 'isWALArchiver')?.value === true;
      const user = context
        .fact(schedules, cluster)
        .own.find(
          (schedule) =>
            schedule.get('string', 'spec', 'method')?.value === 'plugin' &&
            schedule.text('spec', 'pluginConfiguration', 'name')?.value === name &&
            isSuspended(schedule, context) === 'no',
        );
      if (!user && (!isArchiver || isArchived)) continue;
      yield {
        at: enabled.at,
        message: user
          ? `Plugin "${name}" is switched off, and ScheduledBackup "${user.name}" backs up with it`
          : `Plugin "${name}" is switched off, and nothing else archives the WAL`,
        related: user ? [{ at: user.at('spec', 'pluginConfiguration', 'name'), message: 'It needs the plugin' }] : [],
      };
    }
  },
});
