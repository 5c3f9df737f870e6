import { roleSelectors } from '../../src/facts/role-selectors.ts';
import { defineRule } from '../../src/rule/index.ts';

const instead = 'cnpg.io/instanceRole';

export default defineRule({
  id: 'images/deprecated-role-label',
  kinds: ['Service', 'PodMonitor', 'NetworkPolicy', 'PodDisruptionBudget', 'Cluster', 'Pooler'],
  consequence: 'deprecated',
  preset: 'recommended',
  since: '1.24',
  fixable: true,
  summary: 'A selector of instances uses the label "cnpg.io/instanceRole"',
  why: 'The label `role` is deprecated since 1.24. Once the operator no longer sets it, the selector matches nothing: a Service has no endpoints, a NetworkPolicy protects nobody.',
  remedy: 'Use the label `cnpg.io/instanceRole`, which has the same values.',
  exceptions: ['Selectors without a label of the operator, which may be about other pods.'],
  references: ['https://cloudnative-pg.io/documentation/current/labels_annotations/'],

  *check(subject) {
    for (const { at, isKey, hasBoth } of roleSelectors(subject)) {
      const { editor } = subject;
      const path = subject.inDocument(...at.path);
      const edits = isKey ? editor.rename(path, instead) : editor.set(path, instead);
      yield {
        at,
        message: `The selector uses the deprecated label "role"${hasBoth ? ` beside "${instead}"` : ''}`,
        ...(hasBoth
          ? { help: 'Remove the label "role".' }
          : { fix: { title: `Write "${instead}"`, safe: true, edits } }),
      };
    }
  },
});
