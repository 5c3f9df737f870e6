import { hbaReferences } from '../../src/facts/pg-hba-references.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/pg-hba-unknown-descriptor',
  kinds: ['Cluster'],
  about: 'spec.postgresql.pg_hba',
  consequence: 'refused',
  preset: 'server',
  since: '1.29',
  summary: 'A reference in a line of `pg_hba` begins with `podselector`',
  why: 'The operator replaces `${podselector:NAME}` with the addresses of pods and knows no other reference; the webhook refuses everything else of this form.',
  remedy: 'Write `${podselector:NAME}`, in lower case, with the name of an entry of `podSelectorRefs`.',
  exceptions: ['What another tool may fill in, such as `${NETWORK}` or `${NETWORK:-10.0.0.0/8}`.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    for (const { path, references } of context.fact(hbaReferences, cluster))
      for (const { text, descriptor, fault } of references)
        if (fault === 'descriptor')
          yield { at: cluster.at(...path), message: `"${text}" refers to a "${descriptor}", which is not known` };
  },
});
