import { defineRule, nearest } from '../../src/rule/index.ts';

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

export default defineRule({
  id: 'admission/toleration-effect-unknown',
  kinds: ['Cluster'],
  about: 'spec.affinity.tolerations',
  consequence: 'refused',
  preset: 'server',
  summary: 'The effect of a toleration is NoSchedule, PreferNoSchedule or NoExecute',
  why: 'No taint has another effect, so the webhook refuses it.',
  remedy: 'Write one of the three as it is, or leave the effect out to tolerate all of them.',
  references: [
    'https://cloudnative-pg.io/documentation/current/scheduling/#tolerations',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster) {
    for (const { at } of cluster.list('object', 'spec', 'affinity', 'tolerations')) {
      const effect = cluster.get('string', ...at.path, 'effect');
      if (!effect || effect.value === '' || effects.includes(effect.value)) continue;
      const near = nearest(effect.value, effects);
      yield {
        at: effect.at,
        message: `The effect of a toleration is "${effect.value}", which is none of ${effects.map((one) => `"${one}"`).join(', ')}`,
        ...(near !== undefined && { help: `Write "${near}"` }),
      };
    }
  },
});
