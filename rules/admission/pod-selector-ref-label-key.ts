import { podSelectors } from '../../src/facts/pod-selectors.ts';
import { defineRule } from '../../src/rule/index.ts';
import { labelKeyFaults } from '../../src/values/labels.ts';

export default defineRule({
  id: 'admission/pod-selector-ref-label-key',
  kinds: ['Cluster'],
  about: 'spec.podSelectorRefs',
  consequence: 'refused',
  preset: 'server',
  since: '1.29',
  summary: 'The keys that a pod selector asks for are keys of labels',
  why: 'No pod has a label of such a key, so the webhook refuses the selector.',
  remedy: 'Use the key of a label, such as `app.kubernetes.io/name`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    for (const { path, requirements } of context.fact(podSelectors, cluster)) {
      const labels = cluster.get('object', ...path, 'matchLabels')?.value ?? {};
      for (const key of Object.keys(labels)) {
        const at = cluster.key(...path, 'matchLabels', key);
        yield* labelKeyFaults(key).map((fault) => ({ at, message: `"${key}" is not the key of a label: ${fault}` }));
      }
      for (const { path: own } of requirements) {
        const key = cluster.get('string', ...own, 'key');
        if (cluster.isEmpty(...own, 'key')) {
          yield { at: cluster.at(...own, 'key'), message: 'The requirement has no key' };
          continue;
        }
        if (key)
          yield* labelKeyFaults(key.value).map((fault) => ({
            at: key.at,
            message: `"${key.value}" is not the key of a label: ${fault}`,
          }));
      }
    }
  },
});
