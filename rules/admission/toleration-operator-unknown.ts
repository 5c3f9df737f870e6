import { defineRule, nearest } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/toleration-operator-unknown',
  kinds: ['Cluster'],
  about: 'spec.affinity.tolerations',
  consequence: 'refused',
  preset: 'server',
  summary: 'The operator of a toleration is Equal or Exists',
  why: 'The webhook knows these two operators, and refuses every other one, including Lt and Gt of newer versions of Kubernetes.',
  remedy: 'Write `Equal` or `Exists`, capitalised, or leave the operator out for `Equal`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/scheduling/#tolerations',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster) {
    for (const { at } of cluster.list('object', 'spec', 'affinity', 'tolerations')) {
      const operator = cluster.get('string', ...at.path, 'operator');
      if (!operator || ['', 'Equal', 'Exists'].includes(operator.value)) continue;
      const near = nearest(operator.value, ['Equal', 'Exists']);
      yield {
        at: operator.at,
        message: `The operator of a toleration is "${operator.value}", which is neither "Equal" nor "Exists"`,
        ...(near !== undefined && { help: `Write "${near}"` }),
      };
    }
  },
});
