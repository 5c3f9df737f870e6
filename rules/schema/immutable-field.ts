import { brokenRules } from '../../src/facts/broken-rules.ts';
import { shownValue } from '../../src/facts/shown-value.ts';
import { defineRule, toDotted } from '../../src/rule/index.ts';

export default defineRule({
  id: 'schema/immutable-field',
  kinds: ['*'],
  consequence: 'refused',
  preset: 'server',
  looksAtStored: true,
  summary: 'A field that is fixed at creation keeps its value',
  why:
    'The API server compares some fields with the stored object, such as the cluster that a ScheduledBackup belongs to, and refuses every ' +
    'change of them. It is found out when the change is applied, often by a GitOps controller that then hangs.',
  remedy: 'Keep the value, or delete the resource and create it under the new value.',
  exceptions: ['Without something to compare with (`diff`, `--base`, `validateChange`) nothing is said.'],
  references: [
    'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#transition-rules',
    'https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/',
  ],

  *check(subject, context) {
    const stored = context.project.storedOf(subject);
    if (!stored) return;
    for (const { path, owner, expression, isOnChange, unjudged } of context.fact(brokenRules, subject)) {
      if (!isOnChange || unjudged !== undefined) continue;
      const isFixed = /^(?:self == oldSelf|oldSelf == self|self\.(\w+) == oldSelf\.\1)$/u.test(expression);
      yield {
        at: subject.at(...path),
        message: isFixed
          ? `${toDotted(owner)} is fixed when the ${subject.kind} is created, and this changes it`
          : `${toDotted(owner)} breaks the rule ${expression}`,
        related: [{ at: stored.at(...path), message: `It was ${shownValue(stored, path)}` }],
      };
    }
  },
});
