import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/toleration-empty-key-operator',
  kinds: ['Cluster'],
  about: 'spec.affinity.tolerations',
  consequence: 'refused',
  preset: 'server',
  summary: 'A toleration without a key has the operator Exists',
  why: 'Without a key a toleration is for every taint, which only the operator Exists can mean. Left out, the operator is Equal, and the webhook refuses it.',
  remedy: 'Name the key of the taint, or set `operator: Exists` to tolerate every taint.',
  references: [
    'https://cloudnative-pg.io/documentation/current/scheduling/#tolerations',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster) {
    for (const { at } of cluster.list('object', 'spec', 'affinity', 'tolerations')) {
      const operator = cluster.get('string', ...at.path, 'operator');
      const isOpen = cluster.isUnknown(...at.path, 'operator') || cluster.isAssumed(...at.path, 'key');
      if (!cluster.isEmpty(...at.path, 'key') || isOpen || operator?.value === 'Exists') continue;
      const isDefault = cluster.isEmpty(...at.path, 'operator');
      yield {
        at: cluster.at(...at.path, 'operator'),
        message: `A toleration without a key is for every taint, which the operator "${isDefault ? 'Equal' : operator?.value}"${isDefault ? ', its default,' : ''} cannot mean`,
      };
    }
  },
});
