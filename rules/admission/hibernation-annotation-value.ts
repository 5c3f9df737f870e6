import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/hibernation-annotation-value',
  kinds: ['Cluster'],
  about: 'metadata.annotations',
  consequence: 'refused',
  preset: 'server',
  summary: 'The hibernation of a Cluster is `on` or `off`',
  why: 'The webhook takes no other word for the annotation `cnpg.io/hibernation`, not even `true`, and compares its case.',
  remedy: 'Write `"on"` or `"off"`, in quotes since YAML reads the bare words as booleans.',
  references: [
    'https://cloudnative-pg.io/documentation/current/declarative_hibernation/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const state = cluster.get('string', 'metadata', 'annotations', 'cnpg.io/hibernation');
    if (!state || state.value === 'on' || state.value === 'off') return undefined;
    return { at: state.at, message: `Hibernation is "${state.value}", which is neither "on" nor "off"` };
  },
});
