import { inWords } from '../../src/facts/suppressed-rules.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'suppression/without-reason',
  kinds: [],
  consequence: 'advice',
  preset: 'strict',
  summary: 'A suppression gives a reason',
  why: 'Without one nobody can tell later whether the suppression may go.',
  remedy: 'Write ` -- ` and the reason behind the rules.',
  references: ['https://github.com/cnpg-lint/cnpg-lint/blob/main/docs/suppressing.md'],

  checkSuppression(problem) {
    if (problem.code !== 'without-reason') return undefined;
    return { at: problem.at, message: `No reason is given for suppressing ${inWords(problem.names)}` };
  },
});
