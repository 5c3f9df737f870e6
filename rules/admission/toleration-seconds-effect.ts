import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/toleration-seconds-effect',
  kinds: ['Cluster'],
  about: 'spec.affinity.tolerations',
  consequence: 'refused',
  preset: 'server',
  summary: 'A toleration for some seconds has the effect NoExecute',
  why: 'Only the effect NoExecute drives running pods away, so only there can a toleration end after some seconds. The webhook refuses tolerationSeconds beside another effect, or none.',
  remedy: 'Set `effect: NoExecute`, or remove tolerationSeconds.',
  references: [
    'https://cloudnative-pg.io/documentation/current/scheduling/#tolerations',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster) {
    for (const { at } of cluster.list('object', 'spec', 'affinity', 'tolerations')) {
      const seconds = cluster.get('integer', ...at.path, 'tolerationSeconds');
      const effect = cluster.get('string', ...at.path, 'effect');
      if (!seconds || seconds.assumed || effect?.value === 'NoExecute' || cluster.isUnknown(...at.path, 'effect'))
        continue;
      const isNone = cluster.isEmpty(...at.path, 'effect');
      yield {
        at: cluster.at(...at.path, 'effect'),
        message: `tolerationSeconds ${seconds.value} needs the effect "NoExecute", and the effect is ${isNone ? 'not given' : `"${effect?.value}"`}`,
        related: [{ at: seconds.at, message: 'How long running pods may stay' }],
      };
    }
  },
});
