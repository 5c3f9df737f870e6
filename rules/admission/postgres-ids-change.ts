import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/postgres-ids-change',
  kinds: ['Cluster'],
  about: 'spec',
  consequence: 'refused',
  preset: 'server',
  looksAtStored: true,
  summary: 'A Cluster keeps the user and the group that PostgreSQL runs as',
  why: 'The files of the database belong to them, so the webhook refuses a change of `postgresUID` and `postgresGID`.',
  remedy: 'Set the old number again; another one needs a new Cluster.',
  references: [
    'https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/#clusterspec',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, _, stored) {
    for (const name of ['postgresUID', 'postgresGID']) {
      const before = stored?.get('integer', 'spec', name);
      const after = cluster.get('integer', 'spec', name);
      if (!before || !after || before.value === after.value) continue;
      yield {
        at: after.at,
        message: `"${name}" is ${after.value}${cluster.isWritten('spec', name) ? '' : ' by default'}, but was ${before.value}, and cannot change`,
        related: [{ at: before.at, message: `It was ${before.value}` }],
      };
    }
  },
});
