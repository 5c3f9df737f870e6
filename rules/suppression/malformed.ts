import { defineRule } from '../../src/rule/index.ts';

type Words = { readonly message: (text: string) => string; readonly help: string };

const form = '`RULE, RULE until=2027-01-31 -- reason`; the date and the reason may be left out';
const words = {
  directive: {
    message: (text) => `"${text}" is no comment that cnpg-lint knows`,
    help: 'Write `cnpg-lint-disable-next-line`, `cnpg-lint-disable-line` or `cnpg-lint-disable-file`.',
  },
  key: {
    message: (text) => `"${text}" is no annotation that cnpg-lint knows`,
    help: 'Write `cnpg-lint/disable`.',
  },
  'no-rule': { message: () => 'The suppression names no rule', help: `Write it as ${form}.` },
  rule: { message: (text) => `"${text}" is no id of a rule`, help: `Write it as ${form}.` },
  date: { message: (text) => `"${text}" is no date`, help: 'Write the last day as `until=2027-01-31`.' },
  'late-date': {
    message: (text) => `"${text}" stands in the reason, where it ends nothing`,
    help: 'Put it before the ` -- `.',
  },
} as const satisfies Readonly<Record<string, Words>>;

export default defineRule({
  id: 'suppression/malformed',
  kinds: [],
  consequence: 'advice',
  preset: 'recommended',
  summary: 'A suppression can be understood',
  why: 'What cannot be understood hides nothing, and whoever reads it believes that it does.',
  remedy: `Write it as ${form}.`,
  references: ['https://github.com/cnpg-lint/cnpg-lint/blob/main/docs/suppressing.md'],

  checkSuppression(problem) {
    if (problem.code !== 'malformed') return undefined;
    const { what, text, at } = problem.flaw;
    const { message, help } = words[what];
    return { at, message: message(text), help };
  },
});
