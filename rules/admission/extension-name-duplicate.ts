import { extensions } from '../../src/facts/extensions.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/extension-name-duplicate',
  kinds: ['Cluster'],
  about: 'spec.postgresql.extensions',
  consequence: 'refused',
  preset: 'server',
  since: '1.27',
  until: '1.28',
  summary: 'Each extension of a Cluster is listed once',
  why: 'The name of an extension is the folder that it is mounted in, so the webhook refuses a second one. From 1.29 on the schema does.',
  remedy: 'Remove one of them, or give it a name of its own.',
  references: [
    'https://cloudnative-pg.io/documentation/current/imagevolume_extensions/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    for (const { name, twin } of context.fact(extensions, cluster))
      if (twin)
        yield {
          at: name.at,
          message: `The extension "${name.value}" is listed twice`,
          related: [{ at: twin.at, message: 'Listed here first' }],
        };
  },
});
