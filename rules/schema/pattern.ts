import { patternWords } from '../../src/facts/pattern-words.ts';
import { shownValue } from '../../src/facts/shown-value.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'schema/pattern',
  kinds: ['*'],
  consequence: 'refused',
  preset: 'server',
  summary: 'A value is written in the form that its field takes',
  why: 'The API server refuses a value that does not match the pattern of its field.',
  remedy: 'Write the value in the form that the field takes.',
  exceptions: ['A placeholder without default may become anything.'],
  references: ['https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/'],

  checkSchema({ code, path, expected }, subject) {
    if (code !== 'pattern') return undefined;
    const pattern = String(expected['pattern']);
    const words = patternWords.get(pattern);
    const value = shownValue(subject, path);
    return {
      at: subject.at(...path),
      message: words === undefined ? `${value} does not match the pattern ${pattern}` : `${value} is not ${words}`,
    };
  },
});
