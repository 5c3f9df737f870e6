import { shownValue } from '../../src/facts/shown-value.ts';
import { defineRule } from '../../src/rule/index.ts';

/** The formats in words, to stand behind "is not". */
const words = new Map([
  ['date-time', 'a date and time such as "2026-01-31T08:00:00Z"'],
  ['date', 'a date such as "2026-01-31"'],
  ['byte', 'text in Base64'],
]);

export default defineRule({
  id: 'schema/format',
  kinds: ['*'],
  consequence: 'refused',
  preset: 'server',
  summary: 'A value has the format that its field takes',
  why: 'The API server refuses a value of another format.',
  remedy: 'Write the value in the format that the field takes.',
  exceptions: ['A placeholder without default may become anything.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/',
    'https://www.rfc-editor.org/rfc/rfc3339',
  ],

  checkSchema({ code, path, expected }, subject) {
    if (code !== 'format') return undefined;
    const format = String(expected['format']);
    return {
      at: subject.at(...path),
      message: `${shownValue(subject, path)} is not ${words.get(format) ?? `of the format "${format}"`}`,
    };
  },
});
