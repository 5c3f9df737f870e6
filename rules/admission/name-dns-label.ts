import { clusterName } from '../../src/facts/cluster-name.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/name-dns-label',
  kinds: ['Cluster'],
  consequence: 'refused',
  preset: 'server',
  summary: 'The name of a Cluster is made of lower-case letters, digits and "-", and starts with a letter',
  why:
    'The services of a Cluster are named after it, so its name follows the rules of their names. ' +
    'The webhook refuses any other name, even where Kubernetes takes it for other objects.',
  remedy: 'Choose a name of lower-case letters, digits and "-" that starts with a letter and does not end with "-".',
  references: [
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const name = context.fact(clusterName, cluster);
    if (!name) return undefined;
    if (name.value === '') return { at: name.at, message: 'The Cluster has no name' };
    const fault = faultOf(name.value);
    return fault === undefined
      ? undefined
      : { at: name.at, message: `${name.shown} is no name for a Cluster: it ${fault}` };
  },
});

function faultOf(name: string): string | undefined {
  const odd = /[^-a-z0-9]/u.exec(name)?.[0];
  if (odd !== undefined) return `contains "${odd}"`;
  if (!/^[a-z]/u.test(name)) return `starts with "${name.slice(0, 1)}"`;
  return name.endsWith('-') ? 'ends with "-"' : undefined;
}
