import { podSelectors } from '../../src/facts/pod-selectors.ts';
import { defineRule } from '../../src/rule/index.ts';
import { labelValueFaults } from '../../src/values/labels.ts';

export default defineRule({
  id: 'admission/pod-selector-ref-label-value',
  kinds: ['Cluster'],
  about: 'spec.podSelectorRefs',
  consequence: 'refused',
  preset: 'server',
  since: '1.29',
  summary: 'The values that a pod selector asks for are values of labels',
  why: 'No pod has a label of such a value, so the webhook refuses the selector.',
  remedy: 'Use the value of a label: up to 63 letters, digits, "-", "_" and ".".',
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    for (const { path, requirements } of context.fact(podSelectors, cluster)) {
      const labels = cluster.get('object', ...path, 'matchLabels')?.value ?? {};
      const values = [
        ...Object.keys(labels).flatMap((key) => cluster.get('string', ...path, 'matchLabels', key) ?? []),
        ...requirements.flatMap(({ path: own }) => cluster.list('string', ...own, 'values')),
      ];
      for (const { value, at } of values)
        yield* labelValueFaults(value).map((fault) => ({
          at,
          message: `"${value}" is not the value of a label: ${fault}`,
        }));
    }
  },
});
