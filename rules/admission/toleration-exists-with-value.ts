import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/toleration-exists-with-value',
  kinds: ['Cluster'],
  about: 'spec.affinity.tolerations',
  consequence: 'refused',
  preset: 'server',
  summary: 'A toleration with the operator Exists has no value',
  why: 'Exists is for every value of the taint, so the webhook refuses a value beside it.',
  remedy: 'Remove the value, or set `operator: Equal` if only taints of that value are meant.',
  references: [
    'https://cloudnative-pg.io/documentation/current/scheduling/#tolerations',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster) {
    for (const { at } of cluster.list('object', 'spec', 'affinity', 'tolerations')) {
      const operator = cluster.get('string', ...at.path, 'operator');
      const value = cluster.get('string', ...at.path, 'value');
      if (operator?.value !== 'Exists' || operator.assumed || !value || value.value === '') continue;
      yield {
        at: value.at,
        message: `The operator "Exists" is for every value, but the toleration has the value "${value.value}"`,
        related: [{ at: operator.at, message: 'The operator' }],
      };
    }
  },
});
