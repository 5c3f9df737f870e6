import { shownValue } from '../../src/facts/shown-value.ts';
import { defineRule, hasPlaceholder } from '../../src/rule/index.ts';
import { labelKeyFaults, labelValueFaults } from '../../src/values/labels.ts';

export default defineRule({
  id: 'schema/metadata-labels',
  kinds: ['*'],
  about: 'metadata.labels',
  consequence: 'refused',
  preset: 'server',
  summary: 'Each label has a key and a value that Kubernetes allows',
  why:
    'The API server refuses labels whose name or value is longer than 63 characters or not made of letters, digits, "-", "_" and ".", and ' +
    'whose prefix, before a "/", is no DNS subdomain.',
  remedy: 'Shorten or respell it, or use an annotation, whose value may be anything.',
  references: [
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
    'https://github.com/kubernetes/apimachinery/blob/master/pkg/apis/meta/v1/validation/validation.go',
  ],

  *check(resource) {
    const path = ['metadata', 'labels'];
    for (const key of Object.keys(resource.get('object', ...path)?.value ?? {})) {
      const faults = hasPlaceholder(key) ? [] : labelKeyFaults(key);
      if (faults.length > 0)
        yield { at: resource.key(...path, key), message: `"${key}" is no key of a label: ${faults.join(', and ')}` };
      const value = resource.get('string', ...path, key);
      const ofValue = value ? labelValueFaults(value.value) : [];
      if (ofValue.length > 0)
        yield {
          at: resource.at(...path, key),
          message: `${shownValue(resource, [...path, key])} is no value of a label: ${ofValue.join(', and ')}`,
        };
    }
  },
});
