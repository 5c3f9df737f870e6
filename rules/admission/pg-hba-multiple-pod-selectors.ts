import { hbaReferences } from '../../src/facts/pg-hba-references.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/pg-hba-multiple-pod-selectors',
  kinds: ['Cluster'],
  about: 'spec.postgresql.pg_hba',
  consequence: 'refused',
  preset: 'server',
  since: '1.29',
  summary: 'A line of `pg_hba` refers to one pod selector at most',
  why: 'The operator repeats the line for each address of the pods selected, which it can do for one selector only; the webhook refuses more.',
  remedy: 'Write a line for each pod selector.',
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    for (const { path, references } of context.fact(hbaReferences, cluster))
      if (references.length > 1 && references.every(({ fault }) => fault === undefined))
        yield { at: cluster.at(...path), message: `The line refers to ${references.length} pod selectors` };
  },
});
