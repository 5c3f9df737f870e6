import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'suppression/unknown-rule',
  kinds: [],
  consequence: 'advice',
  preset: 'recommended',
  summary: 'A suppression names rules that exist',
  why: 'It hides nothing, and whoever reads it believes that it does.',
  remedy: 'Write the id of the rule as the report has it, or a category such as `backup/*`.',
  references: ['https://github.com/cnpg-lint/cnpg-lint/blob/main/docs/suppressing.md'],

  checkSuppression(problem) {
    if (problem.code !== 'unknown-rule') return undefined;
    const { at, name, question, isExempt } = problem;
    if (isExempt)
      return {
        at,
        message: `Nothing suppresses "${name}"`,
        help: 'Correct what it reports, or switch it off in the configuration.',
      };
    return {
      at,
      message: `There is no rule "${name}" to suppress`,
      ...(question !== undefined && { help: question.replace(/^d/u, 'D') }),
    };
  },
});
