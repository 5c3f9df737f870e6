import { podSelectors } from '../../src/facts/pod-selectors.ts';
import { defineRule } from '../../src/rule/index.ts';

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

export default defineRule({
  id: 'admission/pod-selector-ref-operator',
  kinds: ['Cluster'],
  about: 'spec.podSelectorRefs',
  consequence: 'refused',
  preset: 'server',
  since: '1.29',
  summary: 'The requirements of a pod selector use an operator that label selectors have',
  why: 'Label selectors have the operators `In`, `NotIn`, `Exists` and `DoesNotExist`; the webhook refuses any other, and minds the case.',
  remedy: 'Use `In`, `NotIn`, `Exists` or `DoesNotExist`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    for (const { path } of context.fact(podSelectors, cluster).flatMap(({ requirements }) => requirements)) {
      const operator = cluster.get('string', ...path, 'operator');
      if (cluster.isEmpty(...path, 'operator'))
        yield { at: cluster.at(...path, 'operator'), message: 'The requirement has no operator' };
      else if (operator && !operators.includes(operator.value))
        yield { at: operator.at, message: `"${operator.value}" is not an operator of label selectors` };
    }
  },
});
