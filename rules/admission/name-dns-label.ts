import { clusterName } from '../../src/facts/cluster-name.ts';
import { defineRule } from '../../src/rule/index.ts';
import { subdomainFaults } from '../../src/values/labels.ts';

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
  exceptions: ['A name that no object may have is the business of schema/metadata-name.'],
  references: [
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const name = context.fact(clusterName, cluster);
    // What is no name for any object is said of every kind, by schema/metadata-name.
    if (!name || subdomainFaults(name.value).length > 0) return undefined;
    const fault = faultOf(name.value);
    return fault === undefined
      ? undefined
      : { at: name.at, message: `${name.shown} is no name for a Cluster: it ${fault}` };
  },
});

/** A name of dots and digits is one for other objects. */
function faultOf(name: string): string | undefined {
  if (name.includes('.')) return 'contains "."';
  return /^[a-z]/u.test(name) ? undefined : `starts with "${name.slice(0, 1)}"`;
}
