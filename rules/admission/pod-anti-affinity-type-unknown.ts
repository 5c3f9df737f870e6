import { defineRule, nearest } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/pod-anti-affinity-type-unknown',
  kinds: ['Cluster'],
  about: 'spec.affinity.podAntiAffinityType',
  consequence: 'refused',
  preset: 'server',
  summary: 'The pod anti-affinity is preferred or required',
  why: 'It says whether two instances may share a node in need. The webhook refuses every other word, even where the anti-affinity is switched off.',
  remedy: 'Write `preferred` or `required`, in lower case.',
  references: [
    'https://cloudnative-pg.io/documentation/current/scheduling/#pod-affinity-and-anti-affinity',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const type = cluster.get('string', 'spec', 'affinity', 'podAntiAffinityType');
    if (!type || ['', 'preferred', 'required'].includes(type.value)) return undefined;
    const near = nearest(type.value, ['preferred', 'required']);
    return {
      at: type.at,
      message: `podAntiAffinityType is "${type.value}", which is neither "preferred" nor "required"`,
      ...(near !== undefined && { help: `Write "${near}"` }),
    };
  },
});
