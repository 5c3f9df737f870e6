import { podSelectors } from '../../src/facts/pod-selectors.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/pod-selector-ref-values',
  kinds: ['Cluster'],
  about: 'spec.podSelectorRefs',
  consequence: 'refused',
  preset: 'server',
  since: '1.29',
  summary: 'The requirements of a pod selector have values where their operator takes some, and none otherwise',
  why: '`In` and `NotIn` compare with a list of values, `Exists` and `DoesNotExist` ask for the key alone; the webhook refuses what does not fit.',
  remedy: 'Give `values` to `In` and `NotIn` only.',
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    for (const { path, operator } of context.fact(podSelectors, cluster).flatMap(({ requirements }) => requirements)) {
      const values = [...path, 'values'];
      if (operator === undefined || cluster.isUnknown(...values)) continue;
      const isEmpty = (cluster.get('array', ...values)?.value ?? []).length === 0;
      if (isEmpty && ['In', 'NotIn'].includes(operator))
        yield { at: cluster.at(...values), message: `"${operator}" is given no values to compare with` };
      if (!isEmpty && ['Exists', 'DoesNotExist'].includes(operator))
        yield { at: cluster.at(...values), message: `"${operator}" takes no values` };
    }
  },
});
