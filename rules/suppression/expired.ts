import { inWords } from '../../src/facts/suppressed-rules.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'suppression/expired',
  kinds: [],
  consequence: 'advice',
  preset: 'recommended',
  summary: 'A suppression that is needed has not expired',
  why: 'Somebody promised to mend it by then, and it is reported again.',
  remedy: 'Mend what it hid, or agree on a later date.',
  exceptions: ['Suppressions that are not needed any more: suppression/unused.'],
  references: ['https://github.com/cnpg-lint/cnpg-lint/blob/main/docs/suppressing.md'],

  checkSuppression(problem) {
    if (problem.code !== 'expired') return undefined;
    const { at, names, until } = problem;
    return { at, message: `The suppression of ${inWords(names)} ended on ${until}` };
  },
});
