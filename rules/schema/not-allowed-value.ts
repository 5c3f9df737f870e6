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
    const unknown = `${shownValue(subject, path)} is not a value of ${shownField(path)}`;
    if (allowed.length === 0) return { at, message: unknown };
    const value = String(subject.value(...path));
    const near = nearest(value, allowed);
    return {
      at,
      message: near === undefined ? unknown : `${unknown}; the nearest one is "${near}"`,
      help:
        allowed.length === 1
          ? `Write "${allowed[0]}".`
          : `Write one of ${allowed.map((one) => `"${one}"`).join(', ')}.`,
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
