import { clusterName } from '../../src/facts/cluster-name.ts';
import { defineRule } from '../../src/rule/index.ts';
import { byteLength } from '../../src/values/labels.ts';

const longest = 50;

export default defineRule({
  id: 'admission/name-too-long',
  kinds: ['Cluster'],
  consequence: 'refused',
  preset: 'server',
  summary: `The name of a Cluster has at most ${longest} characters`,
  why:
    'The operator makes the names of pods, services, volumes and jobs from it, which are longer and have limits of their own, ' +
    'so the webhook refuses a longer one.',
  remedy: `Choose a name of at most ${longest} characters; a running cluster cannot be renamed, so choose it well.`,
  references: [
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const name = context.fact(clusterName, cluster);
    const length = name ? byteLength(name.value) : 0;
    if (!name || length <= longest) return undefined;
    return {
      at: name.at,
      message: `${name.shown} makes a name of ${length} characters, above the limit of ${longest}`,
    };
  },
});
