import { shownValue } from '../../src/facts/shown-value.ts';
import { defineRule } from '../../src/rule/index.ts';
import { labelKeyFaults } from '../../src/values/labels.ts';

/** Finalizers of Kubernetes itself, which need no domain. */
const standard = ['foregroundDeletion', 'kubernetes', 'orphan'];

export default defineRule({
  id: 'schema/metadata-finalizers',
  kinds: ['*'],
  about: 'metadata.finalizers',
  consequence: 'refused',
  preset: 'server',
  summary: 'Each finalizer is a name with the domain of its owner in front',
  why:
    'The API server refuses finalizers that are not spelt like the key of a label, refuses to both orphan and delete what depends on a ' +
    'resource, and warns of finalizers without a domain.',
  remedy: 'Write it as `example.com/name`, or remove it.',
  references: [
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/',
    'https://github.com/kubernetes/apimachinery/blob/master/pkg/api/validation/objectmeta.go',
  ],

  *check(resource, { project }) {
    const finalizers = resource.list('string', 'metadata', 'finalizers');
    const old = project.storedOf(resource)?.list('string', 'metadata', 'finalizers') ?? [];
    for (const { at, value } of finalizers) {
      const faults = labelKeyFaults(value);
      const shown = shownValue(resource, at.path);
      if (faults.length > 0) yield { at, message: `${shown} is no finalizer: ${faults.join(', and ')}` };
      const isKnown = standard.includes(value) || old.some((one) => one.value === value);
      if (faults.length === 0 && !value.includes('/') && !isKnown)
        yield { at, message: `The finalizer ${shown} has no domain`, severity: 'warning' };
    }
    const orphan = finalizers.find(({ value }) => value === 'orphan');
    const foreground = finalizers.find(({ value }) => value === 'foregroundDeletion');
    if (!orphan || !foreground) return;
    yield {
      at: foreground.at,
      message: 'The finalizers "foregroundDeletion" and "orphan" exclude each other',
      help: 'Remove one of the two.',
      related: [{ at: orphan.at, message: 'The other one' }],
    };
  },
});
