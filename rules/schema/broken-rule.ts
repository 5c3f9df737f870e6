import { brokenRules } from '../../src/facts/broken-rules.ts';
import { wordsOf } from '../../src/facts/rule-words.ts';
import { defineRule, toDotted } from '../../src/rule/index.ts';

export default defineRule({
  id: 'schema/broken-rule',
  kinds: ['*'],
  consequence: 'refused',
  preset: 'server',
  summary: 'A value keeps the rules that its schema has beyond types',
  why:
    'A CustomResourceDefinition can hold expressions (CEL) that the API server evaluates on every write, such as that an image is given once. ' +
    'It refuses what breaks one. They are evaluated after defaults have been filled in.',
  remedy: 'Change the values that the message names.',
  exceptions: [
    'Rules that compare with the stored object are the business of schema/immutable-field.',
    'A rule of your own CRDs that calls a function which only Kubernetes has cannot be judged here: an info says so.',
    'Patches and other parts of objects.',
  ],
  references: [
    'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules',
    'https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/',
  ],

  *check(subject, context) {
    for (const { path, owner, expression, isOnChange, unjudged } of context.fact(brokenRules, subject)) {
      const at = subject.at(...path);
      const field = toDotted(owner);
      if (unjudged !== undefined)
        yield {
          at,
          message: `${field} has a rule that cannot be judged without a cluster: ${expression}`,
          help: `Try it with kubectl apply --dry-run=server (${unjudged}).`,
          severity: 'info',
        };
      else if (!isOnChange) yield { at, message: `${field} breaks the rule ${expression}`, ...wordsOf(expression) };
    }
  },
});
