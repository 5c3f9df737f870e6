import { backupSetup } from '../../src/facts/backup-setup.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { referents } from '../../src/facts/referents.ts';
import { defineRule, toDotted } from '../../src/rule/index.ts';

/** What each method needs of the Cluster. */
const requirements = new Map([
  ['barmanObjectStore', ['spec', 'backup', 'barmanObjectStore']],
  ['volumeSnapshot', ['spec', 'backup', 'volumeSnapshot']],
  ['plugin', ['spec', 'plugins']],
]);

export default defineRule({
  id: 'backup/method-configured',
  kinds: ['ScheduledBackup', 'Backup'],
  consequence: 'data-loss',
  preset: 'recommended',
  fixable: true,
  summary: 'A backup uses a method that its Cluster is configured for',
  why:
    'The API server accepts the object, and the operator can only mark each Backup as failed. Most often the cluster ' +
    'has moved to the plugin and its ScheduledBackup has kept the default method.',
  remedy: 'Set the method that the cluster has: for a plugin `method: plugin` and `pluginConfiguration.name`.',
  exceptions: [
    'A cluster that is not in view is not judged, nor is what a patch or a placeholder may add to it.',
    'Plugins listed in `operatorPlugins` are added to every cluster by the operator.',
    'A pluginConfiguration without `method: plugin` is the business of another rule.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/backup/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/6752',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/issues/353',
  ],

  check(backup, context) {
    const { project } = context;
    const written = backup.get('string', 'spec', 'method');
    const name = backup.text('spec', 'cluster', 'name')?.value;
    const method = written?.value ?? 'barmanObjectStore';
    const needed = requirements.get(method);
    const isReadable = written !== undefined || !backup.has('spec', 'method');
    if (backup.isPartial || name === undefined || !needed || !isReadable) return undefined;
    if (method === 'plugin' ? project.scope.operatorPlugins.length > 0 : backup.has('spec', 'pluginConfiguration'))
      return undefined;

    const [cluster, ...others] = referents(project, backup, 'Cluster', name);
    if (!cluster) return undefined;
    const isThere = [cluster, ...others].some(
      (one) =>
        one.isUnknown(...needed) ||
        mayBePatched(one, context, ...needed) ||
        (one.has(...needed) && !isEmptyList(one.value(...needed))),
    );
    if (isThere) return undefined;

    const { plugins } = context.fact(backupSetup, cluster);
    const isOnlyChoice = method === 'barmanObjectStore' && others.length === 0 && plugins.length === 1;
    const fits = plugins.find(({ isForBackup }) => isForBackup && isOnlyChoice);
    const { editor } = backup;
    return {
      at: backup.at('spec', 'method'),
      message: `The ${written ? '' : 'default '}method "${method}" needs ${toDotted(needed)}, which cluster "${name}" does not have`,
      related: fits
        ? [{ at: cluster.at(...fits.path, 'name'), message: 'It is backed up by this plugin' }]
        : [{ at: cluster.at('metadata', 'name'), message: 'The cluster' }],
      ...(fits && {
        fix: {
          title: `Back up with plugin "${fits.name}"`,
          // A Backup cannot be changed once it exists.
          safe: backup.kind === 'ScheduledBackup',
          edits: [
            ...editor.set(backup.inDocument('spec', 'method'), 'plugin'),
            ...editor.set(backup.inDocument('spec', 'pluginConfiguration'), { name: fits.name }),
          ],
        },
      }),
    };
  },
});

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
