import { defineRule, toDotted } from '../../src/rule/index.ts';

const words = {
  alone: {
    message: 'There is nothing on the line that this comment is about',
    help: 'Write `cnpg-lint-disable-next-line`, or put it at the end of the line that it is about.',
  },
  last: {
    message: 'Nothing follows that this comment could be about',
    help: 'Put it above the key or the item that it is about.',
  },
  'no-node': {
    message: 'No key and no item of a list starts on the line that this comment is about',
    help: 'Put it above the key or the item, whose whole value it then covers.',
  },
} as const;

export default defineRule({
  id: 'suppression/misplaced',
  kinds: [],
  consequence: 'advice',
  preset: 'recommended',
  summary: 'A suppression stands where it covers something',
  why: 'It hides nothing where it is, and whoever reads it believes that it does.',
  remedy:
    'Move it: a comment to the key or the item that it is about, the annotation to `metadata.annotations` of the resource.',
  references: ['https://github.com/cnpg-lint/cnpg-lint/blob/main/docs/suppressing.md'],

  checkSuppression(problem) {
    if (problem.code !== 'misplaced') return undefined;
    const { at, how } = problem;
    if (how !== 'nested') return { at, ...words[how] };
    const path = 'path' in at ? at.path : [];
    return {
      at,
      message: `"${path.at(-1)}" suppresses nothing in ${toDotted(path.slice(0, -1))}`,
      help: `Move it to metadata.annotations of the ${problem.subject?.kind}, for all of which it then holds.`,
    };
  },
});
