import { importOf } from '../../src/facts/database-import.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/import-monolith-wildcard-alone',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.initdb.import',
  consequence: 'refused',
  preset: 'server',
  summary: 'A wildcard is the only item of its list in a monolith import',
  why: 'An asterisk stands for all databases or roles; the webhook refuses it beside others.',
  remedy: 'Keep `"*"` alone, or list the names without it.',
  exceptions: ['Part of a name with an asterisk is a name like any other to the webhook.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/database_import/#the-monolith-type',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster) {
    const { databases, roles } = importOf(cluster, 'monolith') ?? {};
    for (const [list, what] of [
      [databases, 'databases'],
      [roles, 'roles'],
    ] as const) {
      if (!list || list.value.length < 2) continue;
      const wildcard = cluster.list('string', ...list.at.path).find(({ value }) => value === '*');
      if (wildcard) yield { at: wildcard.at, message: `"*" stands for all ${what}, but others are listed beside it` };
    }
  },
});
