import { defineRule, hasPlaceholder } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/pooler-name-same-as-cluster',
  kinds: ['Pooler'],
  about: 'spec.cluster.name',
  consequence: 'refused',
  preset: 'server',
  summary: 'A Pooler is not named like its Cluster',
  why: "Objects that the operator makes for either are named after it and would be in each other's way, so the webhook refuses the Pooler.",
  remedy: 'Give the Pooler another name, such as that of the Cluster with `-pooler` behind it.',
  references: [
    'https://cloudnative-pg.io/documentation/current/connection_pooling/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/pooler_webhook.go',
  ],

  checkAdmission(pooler) {
    const cluster = pooler.text('spec', 'cluster', 'name');
    // The same placeholder is the same name, but one with a default may be filled in differently in the two places.
    if (!cluster || cluster.value === '' || cluster.value !== pooler.name) return undefined;
    if (hasPlaceholder(cluster.value)) return undefined;
    return {
      at: pooler.at('metadata', 'name'),
      message: `The Pooler and its Cluster are both named "${cluster.value}"`,
      related: [{ at: cluster.at, message: 'The Cluster' }],
    };
  },
});
