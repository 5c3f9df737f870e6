import { extensionPaths } from '../../src/facts/extensions.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/extension-path-empty',
  kinds: ['Cluster'],
  about: 'spec.postgresql.extensions',
  consequence: 'refused',
  preset: 'server',
  since: '1.27',
  summary: 'The lists of paths of an extension hold no empty path',
  why: 'An empty path names no folder of the image of the extension; the webhook refuses it.',
  remedy: 'Remove the entry, or write a path within the image; "." is its root.',
  references: [
    'https://cloudnative-pg.io/documentation/current/imagevolume_extensions/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    for (const { at, list, isEmpty } of context.fact(extensionPaths, cluster))
      if (isEmpty) yield { at, message: `A path of ${list} is ""` };
  },
});
