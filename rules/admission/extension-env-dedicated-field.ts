import { extensions } from '../../src/facts/extensions.ts';
import { defineRule } from '../../src/rule/index.ts';

const fields = new Map([
  ['PATH', 'bin_path'],
  ['LD_LIBRARY_PATH', 'ld_library_path'],
]);

export default defineRule({
  id: 'admission/extension-env-dedicated-field',
  kinds: ['Cluster'],
  about: 'spec.postgresql.extensions',
  consequence: 'refused',
  preset: 'server',
  since: '1.29',
  summary: 'An extension adds to the search paths by its lists, not by environment variables',
  why: 'The operator makes `PATH` and `LD_LIBRARY_PATH` of what all extensions list; the webhook refuses to have them set by one.',
  remedy: 'Add the folder to `bin_path` or `ld_library_path` of the extension.',
  references: [
    'https://cloudnative-pg.io/documentation/current/imagevolume_extensions/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    for (const { path, twin } of context.fact(extensions, cluster)) {
      if (twin) continue;
      for (const { at } of cluster.list('object', ...path, 'env')) {
        const name = cluster.get('string', ...at.path, 'name');
        const field = fields.get(name?.value ?? '');
        if (name && field !== undefined)
          yield {
            at: name.at,
            message: `The environment variable "${name.value}" is set from ${field}`,
            help: `Add the folder to ${field} of the extension`,
          };
      }
    }
  },
});
