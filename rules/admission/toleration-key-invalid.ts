import { defineRule } from '../../src/rule/index.ts';
import { labelKeyFaults } from '../../src/values/labels.ts';

export default defineRule({
  id: 'admission/toleration-key-invalid',
  kinds: ['Cluster'],
  about: 'spec.affinity.tolerations',
  consequence: 'refused',
  preset: 'server',
  summary: 'The key of a toleration is a label key',
  why: "The key is that of a node's taint, which Kubernetes restricts: no taint can have this one, and the webhook refuses it.",
  remedy: 'Copy the key from the taint: `kubectl describe node` shows taints as key=value:effect.',
  references: [
    'https://cloudnative-pg.io/documentation/current/scheduling/#tolerations',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster) {
    for (const { at } of cluster.list('object', 'spec', 'affinity', 'tolerations')) {
      const key = cluster.get('string', ...at.path, 'key');
      if (!key || key.value === '') continue;
      const faults = labelKeyFaults(key.value);
      if (faults.length > 0)
        yield { at: key.at, message: `"${key.value}" cannot be the key of a taint: ${faults.join(', and ')}` };
    }
  },
});
