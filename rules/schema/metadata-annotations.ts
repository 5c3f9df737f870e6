import { defineRule, hasPlaceholder } from '../../src/rule/index.ts';
import { byteLength, labelKeyFaults } from '../../src/values/labels.ts';

/** Of all keys and values together. */
const maxBytes = 256 * 1024;

export default defineRule({
  id: 'schema/metadata-annotations',
  kinds: ['*'],
  about: 'metadata.annotations',
  consequence: 'refused',
  preset: 'server',
  summary: 'Each annotation has a key that Kubernetes allows, and all of them together are not larger than 256 KiB',
  why: 'The API server refuses keys that, apart from capitals, are none of a label, and annotations that are too large together.',
  remedy: 'Respell the key, or move large values into a ConfigMap.',
  references: [
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set',
    'https://github.com/kubernetes/apimachinery/blob/master/pkg/api/validation/objectmeta.go',
  ],

  *check(resource) {
    const path = ['metadata', 'annotations'];
    let bytes = 0;
    for (const key of Object.keys(resource.get('object', ...path)?.value ?? {})) {
      if (hasPlaceholder(key)) continue;
      bytes += byteLength(key) + byteLength(resource.get('string', ...path, key)?.value ?? '');
      const faults = labelKeyFaults(key.toLowerCase());
      if (faults.length > 0)
        yield {
          at: resource.key(...path, key),
          message: `"${key}" is no key of an annotation: ${faults.join(', and ')}`,
        };
    }
    if (bytes > maxBytes)
      yield {
        at: resource.key(...path),
        message: `The annotations are ${bytes} bytes long, more than ${maxBytes}`,
      };
  },
});
