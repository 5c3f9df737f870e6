import { shownField } from '../../src/facts/shown-value.ts';
import { defineRule } from '../../src/rule/index.ts';

/** What the schema counts, for one and for several. */
const units = new Map([
  ['characters', ['character', 'characters']],
  ['items', ['item', 'items']],
  ['properties', ['key', 'keys']],
]);

export default defineRule({
  id: 'schema/length',
  kinds: ['*'],
  consequence: 'refused',
  preset: 'server',
  summary: 'A text or list is as long as its field takes',
  why: 'The API server refuses a text or list that is too short or too long.',
  remedy: 'Make it as long as the field takes.',
  exceptions: ['A placeholder without default may become anything.'],
  references: ['https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/'],

  checkSchema({ code, path, expected }, subject) {
    const { what, comparison, limit, found } = expected;
    const [one = '', several = ''] = units.get(String(what)) ?? [];
    if (code !== 'length') return undefined;
    const count = (number: unknown): string => `${number} ${number === 1 ? one : several}`;
    const wants = `${comparison === '>=' ? 'at least' : 'at most'} ${count(limit)}`;
    const holder = subject.isAssumed(...path)
      ? `${shownField(path)} in the default of the placeholder`
      : shownField(path);
    return {
      at: subject.at(...path),
      message: found === 0 ? `${holder} is empty` : `${holder} has ${count(found)}, and takes ${wants}`,
      help: `Write ${wants}.`,
    };
  },
});
