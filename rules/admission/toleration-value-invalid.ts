import { defineRule } from '../../src/rule/index.ts';
import { labelValueFaults } from '../../src/values/labels.ts';

export default defineRule({
  id: 'admission/toleration-value-invalid',
  kinds: ['Cluster'],
  about: 'spec.affinity.tolerations',
  consequence: 'refused',
  preset: 'server',
  summary: 'The value of a toleration is a label value',
  why: "The value is that of a node's taint, which Kubernetes restricts: no taint can have this one, and the webhook refuses it.",
  remedy: 'Copy the value from the taint: `kubectl describe node` shows taints as key=value:effect.',
  references: [
    'https://cloudnative-pg.io/documentation/current/scheduling/#tolerations',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster) {
    for (const { at } of cluster.list('object', 'spec', 'affinity', 'tolerations')) {
      const operator = cluster.get('string', ...at.path, 'operator');
      const isEqual = cluster.isEmpty(...at.path, 'operator') || (operator?.value === 'Equal' && !operator.assumed);
      const value = cluster.get('string', ...at.path, 'value');
      const faults = isEqual && value ? labelValueFaults(value.value) : [];
      if (value && faults.length > 0)
        yield { at: value.at, message: `"${value.value}" cannot be the value of a taint: ${faults.join(', and ')}` };
    }
  },
});
