import { extensionPaths } from '../../src/facts/extensions.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/extension-path-duplicate',
  kinds: ['Cluster'],
  about: 'spec.postgresql.extensions',
  consequence: 'refused',
  preset: 'server',
  since: '1.27',
  summary: 'Each path of an extension stands once in its list',
  why: 'The webhook refuses a path that stands in the same list twice, compared as it is written.',
  remedy: 'Remove one of the two.',
  references: [
    'https://cloudnative-pg.io/documentation/current/imagevolume_extensions/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    for (const { at, list, value, twin } of context.fact(extensionPaths, cluster))
      if (twin)
        yield {
          at,
          message: `"${value}" stands in ${list} twice`,
          related: [{ at: twin.at, message: 'Listed here first' }],
        };
  },
});
