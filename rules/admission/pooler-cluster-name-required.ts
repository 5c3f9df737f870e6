import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/pooler-cluster-name-required',
  kinds: ['Pooler'],
  about: 'spec',
  consequence: 'refused',
  preset: 'server',
  summary: 'A Pooler names its Cluster',
  why: 'The webhook refuses a Pooler whose `cluster.name` is empty: there is nothing to connect to.',
  remedy: 'Write the name of a Cluster in the same namespace.',
  references: [
    'https://cloudnative-pg.io/documentation/current/connection_pooling/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/pooler_webhook.go',
  ],

  checkAdmission(pooler) {
    if (!pooler.isEmpty('spec', 'cluster', 'name')) return undefined;
    return { at: pooler.at('spec', 'cluster', 'name'), message: 'The name of the Cluster is empty' };
  },
});
