import { shownField, shownValue } from '../../src/facts/shown-value.ts';
import { defineRule } from '../../src/rule/index.ts';

/** What a comparison wants of a number. */
const words = new Map([
  ['>=', 'at least'],
  ['<=', 'at most'],
  ['>', 'more than'],
  ['<', 'less than'],
  ['multiple of', 'a multiple of'],
]);

export default defineRule({
  id: 'schema/range',
  kinds: ['*'],
  consequence: 'refused',
  preset: 'server',
  summary: 'A number lies in the range that its field takes',
  why: 'The API server refuses a number outside of the range.',
  remedy: 'Write a number in the range.',
  exceptions: ['A placeholder without default may become anything.'],
  references: ['https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/'],

  checkSchema({ code, path, expected }, subject) {
    const comparison = words.get(String(expected['comparison']));
    if (code !== 'range' || comparison === undefined) return undefined;
    const wanted = `${comparison} ${expected['limit']}`;
    return {
      at: subject.at(...path),
      message: `${shownField(path)} takes ${wanted}, not ${shownValue(subject, path)}`,
      help: `Write ${wanted}.`,
    };
  },
});
