import { shownField, shownValue } from '../../src/facts/shown-value.ts';
import { defineRule, nearest } from '../../src/rule/index.ts';

export default defineRule({
  id: 'schema/not-allowed-value',
  kinds: ['*'],
  consequence: 'refused',
  preset: 'server',
  fixable: true,
  summary: 'A value is one of those that its field takes',
  why: 'The API server refuses any other value.',
  remedy: 'Write one of the values that the field takes.',
  exceptions: [
    'A placeholder without default may become anything.',
    'Only a value that is right but for its case is mended.',
  ],
  references: ['https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/'],

  checkSchema({ code, path, expected }, subject) {
    if (code !== 'not-allowed-value' || !Array.isArray(expected['allowed'])) return undefined;
    const at = subject.at(...path);
    const allowed = expected['allowed'].map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
    if (allowed.length === 0)
      return { at, message: `${shownValue(subject, path)} is not a value of ${shownField(path)}` };
    const list = allowed.map((one) => `"${one}"`).join(', ');
    const value = String(subject.value(...path));
    const near = nearest(value, allowed);
    return {
      at,
      message: `${shownField(path)} takes ${allowed.length === 1 ? list : `one of ${list}`}, not ${shownValue(subject, path)}`,
      help:
        near === undefined ? `Write ${allowed.length === 1 ? list : 'one of them'}.` : `The nearest one is "${near}".`,
      ...(near !== undefined &&
        !subject.isAssumed(...path) && {
          fix: {
            title: `Write "${near}"`,
            safe: near.toLowerCase() === value.toLowerCase(),
            edits: subject.editor.set(subject.inDocument(...path), near),
          },
        }),
    };
  },
});
