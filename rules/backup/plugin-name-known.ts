import { barmanCloud, misnamesBarmanCloud } from '../../src/facts/backup-setup.ts';
import { defineRule, type Path, type Resource } from '../../src/rule/index.ts';

/** Names that certainly mean the plugin: of its repository, its deployment, its other domains. */
const certain = ['plugin-barman-cloud', 'barman-cloud', 'barman-cloud.cloudnative-pg.com', 'barmancloud.cnpg.io'];

export default defineRule<{ readonly knownPlugins: readonly string[] }>({
  id: 'backup/plugin-name-known',
  kinds: ['Cluster', 'ScheduledBackup', 'Backup'],
  consequence: 'data-loss',
  preset: 'recommended',
  since: '1.25',
  fixable: true,
  summary: 'The Barman Cloud plugin is called by its exact name',
  why:
    'The operator finds a plugin by this name alone. A cluster that asks for another one stops at "unknown plugin", ' +
    'and a backup that asks for another one fails.',
  remedy: `Write \`${barmanCloud}\`.`,
  exceptions: ['Names of forks, listed in the option `knownPlugins`.', 'Entries of `plugins` that are switched off.'],
  references: [
    'https://cloudnative-pg.io/plugin-barman-cloud/docs/usage/',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/issues/196',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/issues/541',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/issues/655',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/issues/660',
  ],
  options: {
    schema: {
      knownPlugins: {
        type: 'array',
        items: { type: 'string' },
        description: 'Names of other plugins whose name has "barman" in it',
      },
    },
    defaults: { knownPlugins: [] },
  },

  *check(subject, { options }) {
    for (const path of names(subject)) {
      const name = subject.get('string', ...path);
      if (!name || !misnamesBarmanCloud(name.value) || options.knownPlugins.includes(name.value)) continue;
      const isCertain = certain.includes(name.value) && !name.assumed;
      yield {
        at: name.at,
        message: `The Barman Cloud plugin is not called "${name.value}"`,
        help: `Write "${barmanCloud}".`,
        ...(isCertain && {
          fix: {
            title: `Call it "${barmanCloud}"`,
            // A Backup cannot be changed once it exists.
            safe: subject.kind !== 'Backup',
            edits: subject.editor.set(subject.inDocument(...path), barmanCloud),
          },
        }),
      };
    }
  },
});

/** Where plugins are named. */
function names(subject: Resource): readonly Path[] {
  if (subject.kind !== 'Cluster') return [['spec', 'pluginConfiguration', 'name']];
  const own = subject
    .list('object', 'spec', 'plugins')
    .filter(({ at }) => subject.get('boolean', ...at.path, 'enabled')?.value !== false);
  return [
    ...own.map(({ at }) => [...at.path, 'name']),
    ...subject.list('object', 'spec', 'externalClusters').map(({ at }) => [...at.path, 'plugin', 'name']),
  ];
}
