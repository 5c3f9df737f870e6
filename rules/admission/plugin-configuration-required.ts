import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/plugin-configuration-required',
  kinds: ['Backup'],
  about: 'spec.method',
  consequence: 'refused',
  preset: 'server',
  since: '1.23',
  summary: 'A backup by a plugin names the plugin',
  why: 'The webhook refuses a Backup with `method: plugin` that does not say which plugin takes it.',
  remedy: 'Name the plugin in `pluginConfiguration.name`, such as `barman-cloud.cloudnative-pg.io`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/backup/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/backup_webhook.go',
  ],

  checkAdmission(backup) {
    const method = backup.get('string', 'spec', 'method');
    if (method?.value !== 'plugin' || !backup.isEmpty('spec', 'pluginConfiguration', 'name')) return undefined;
    const isThere = backup.has('spec', 'pluginConfiguration');
    return {
      at: isThere ? backup.at('spec', 'pluginConfiguration', 'name') : backup.at('spec', 'pluginConfiguration'),
      message: isThere
        ? 'pluginConfiguration names no plugin, although the method is "plugin"'
        : 'The method is "plugin", but there is no pluginConfiguration that names one',
      related: [{ at: method.at, message: 'The method' }],
    };
  },
});
