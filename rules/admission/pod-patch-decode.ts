import { defineRule } from '../../src/rule/index.ts';
import { readPatch } from '../../src/values/json-patch.ts';

export default defineRule({
  id: 'admission/pod-patch-decode',
  kinds: ['Cluster'],
  about: 'metadata.annotations',
  consequence: 'refused',
  preset: 'server',
  since: '1.26',
  summary: 'The pod patch is a JSON patch',
  why: 'The webhook decodes the annotation `cnpg.io/podPatch` as a JSON patch (RFC 6902), a list of operations, and refuses a Cluster whose patch is none.',
  remedy: 'Write a JSON list of operations such as `[{"op": "add", "path": "/spec/dnsPolicy", "value": "Default"}]`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/labels_annotations/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const patch = cluster.get('string', 'metadata', 'annotations', 'cnpg.io/podPatch');
    const read = patch && readPatch(patch.value);
    if (typeof read !== 'string') return undefined;
    return { at: patch?.at ?? cluster.at(), message: `cnpg.io/podPatch is not a JSON patch: ${read}` };
  },
});
