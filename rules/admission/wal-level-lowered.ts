import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/wal-level-lowered',
  kinds: ['Cluster'],
  about: 'spec.postgresql.parameters.wal_level',
  consequence: 'refused',
  preset: 'server',
  looksAtStored: true,
  summary: 'A Cluster that exists is not switched to the WAL level "minimal"',
  why: 'With it PostgreSQL writes too little to replicate and to restore from, so the webhook refuses the change.',
  remedy: 'Leave `wal_level` at "logical", its default.',
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, _, stored) {
    const path = ['spec', 'postgresql', 'parameters', 'wal_level'];
    const before = stored?.get('string', ...path);
    const after = cluster.get('string', ...path);
    if (!before?.value || after?.value !== 'minimal' || before.value === after.value) return undefined;
    return {
      at: after.at,
      message: `The WAL level of a Cluster that exists is lowered from "${before.value}" to "minimal"`,
      related: [{ at: before.at, message: `It was "${before.value}"` }],
    };
  },
});
