import { hbaReferences } from '../../src/facts/pg-hba-references.ts';
import { defineRule, nearest } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/pg-hba-unknown-pod-selector',
  kinds: ['Cluster'],
  about: 'spec.postgresql.pg_hba',
  consequence: 'refused',
  preset: 'server',
  since: '1.29',
  summary: 'A pod selector that a line of `pg_hba` refers to is an entry of `podSelectorRefs`',
  why: 'The operator would have no pods to replace the reference with, so the webhook refuses the Cluster.',
  remedy: 'Add the selector to `spec.podSelectorRefs`, or write the name of one that is there.',
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    const selectors = cluster.list('object', 'spec', 'podSelectorRefs');
    const names = selectors.flatMap(({ at }) => cluster.get('string', ...at.path, 'name')?.value ?? []);
    for (const { path, references } of context.fact(hbaReferences, cluster))
      for (const { text, name, fault } of references) {
        if (fault !== 'name') continue;
        const near = nearest(name, names);
        yield {
          at: cluster.at(...path),
          message: `"${text}" refers to the pod selector "${name}", which podSelectorRefs does not have`,
          ...(near !== undefined && { help: `Write "${near}", or add "${name}" to spec.podSelectorRefs` }),
        };
      }
  },
});
