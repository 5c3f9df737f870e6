import { extensionPaths } from '../../src/facts/extensions.ts';
import { defineRule } from '../../src/rule/index.ts';
import { startsOutside } from '../../src/values/file-path.ts';

export default defineRule({
  id: 'admission/extension-path-escape',
  kinds: ['Cluster'],
  about: 'spec.postgresql.extensions',
  consequence: 'refused',
  preset: 'server',
  since: '1.29',
  summary: 'The paths of an extension stay within its image',
  why: 'Paths are taken from the folder that the image is mounted in, and the webhook refuses one that leads out of it; a name that begins with two dots counts as well.',
  remedy: 'Write a path within the image of the extension, such as `lib`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/imagevolume_extensions/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    for (const { at, list, value } of context.fact(extensionPaths, cluster))
      if (startsOutside(value)) yield { at, message: `"${value}" in ${list} leads out of the image of the extension` };
  },
});
