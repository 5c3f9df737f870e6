import { duplicateOf } from '../../src/facts/duplicates.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'refs/duplicate-resource',
  kinds: ['*'],
  consequence: 'data-loss',
  preset: 'recommended',
  summary: 'A resource is written once',
  why: 'The one that is applied last wins, and Kustomize refuses both. Whoever reviews a change looks at the other.',
  remedy: 'Remove one of them, or give it another name.',
  exceptions: [
    'Only the documents of one file, and the files that one kustomization lists, are compared: in overlays and environments a name recurs.',
    'Patches, the blocks of a Markdown page, and names or namespaces of which only one holds a placeholder.',
  ],
  references: [
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
    'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/',
  ],

  check(subject, context) {
    const first = duplicateOf(subject, context);
    if (!first) return undefined;
    const { kind, name, namespace } = subject;
    return {
      at: subject.at('metadata', 'name'),
      message: `The ${kind} "${name}"${namespace === undefined ? '' : ` of namespace "${namespace}"`} is written twice`,
      related: [{ at: first.at('metadata', 'name'), message: 'It is written here first' }],
    };
  },
});
