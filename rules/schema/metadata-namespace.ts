import { shownKind, shownValue } from '../../src/facts/shown-value.ts';
import { defineRule } from '../../src/rule/index.ts';
import { dnsLabelFaults } from '../../src/values/labels.ts';

export default defineRule({
  id: 'schema/metadata-namespace',
  kinds: ['*'],
  about: 'metadata.namespace',
  consequence: 'refused',
  preset: 'server',
  summary: 'A namespace is a DNS label, and only resources that live in one have it',
  why:
    'The API server refuses a namespace that is not made of at most 63 lower-case letters, digits and "-". From a kind that belongs to no ' +
    'namespace it drops it.',
  remedy: 'Correct the name of the namespace.',
  references: [
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/',
    'https://github.com/kubernetes/apiserver/blob/master/pkg/registry/rest/meta.go',
  ],

  check(resource, { project }) {
    const namespace = resource.get('string', 'metadata', 'namespace');
    if (!namespace?.value) return undefined;
    if (project.schemas.kind(resource.data.group, resource.kind)?.namespaced === false)
      return {
        at: resource.key('metadata', 'namespace'),
        message: `The namespace has no effect, since ${shownKind(resource)} belongs to none`,
        help: 'Remove it.',
        severity: 'info',
        isOurs: true,
      };
    const faults = dnsLabelFaults(namespace.value);
    if (faults.length === 0) return undefined;
    const shown = shownValue(resource, namespace.at.path);
    return { at: namespace.at, message: `${shown} is no namespace: ${faults.join(', and ')}` };
  },
});
