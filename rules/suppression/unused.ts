import { inWords } from '../../src/facts/suppressed-rules.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'suppression/unused',
  kinds: [],
  consequence: 'advice',
  preset: 'recommended',
  fixable: true,
  summary: 'A suppression hides something',
  why: 'What hides nothing today hides the next finding of its rule, which nobody has looked at.',
  remedy: 'Remove it, so that the next finding is seen.',
  exceptions: [
    'Rules that are off in this run, or that compare with what is applied already.',
    'Runs that do not see the project, such as those over standard input: what is missing there may be elsewhere.',
    'A category of which a rule is off.',
  ],
  references: ['https://github.com/cnpg-lint/cnpg-lint/blob/main/docs/suppressing.md'],

  checkSuppression(problem) {
    if (problem.code !== 'unused') return undefined;
    const { at, names, removal } = problem;
    return {
      at,
      message: `${inWords(names)} ${names.length === 1 ? 'has' : 'have'} nothing to suppress here`,
      ...(removal.length > 0 && { fix: { title: 'Remove what is not used', safe: true, edits: removal } }),
    };
  },
});
