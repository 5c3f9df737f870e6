import { shownField, shownSection, shownValue } from '../../src/facts/shown-value.ts';
import { defineRule, toDotted } from '../../src/rule/index.ts';

export default defineRule({
  id: 'schema/filled-in-field',
  kinds: ['*'],
  consequence: 'outage',
  preset: 'recommended',
  summary: 'A field is written with a value that it takes, even where the operator would mend it',
  why:
    "The operator's webhook writes an empty value into a missing field, and another value into an empty one, before the API server " +
    'looks. The manifest is accepted, and whatever needs the value fails later: a backup without the key of its credentials, for instance.',
  remedy: 'Write the field with its value.',
  exceptions: ['Patches, and other files that hold a part of an object.', 'A field that the schema gives a default.'],
  references: ['https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go'],

  checkSchema({ code, path, expected }, subject) {
    if (code !== 'filled-in' || subject.isPartial) return undefined;
    if (!isLack(expected)) {
      const { becomes } = expected;
      const mends = becomes === undefined ? 'leaves it out' : `writes ${JSON.stringify(becomes)} in its place`;
      return {
        at: subject.at(...path),
        message: `${shownField(path)} does not take ${shownValue(subject, path)}, and the operator ${mends}`,
        help: `Write ${toDotted(path)} with a value, or leave it out.`,
      };
    }
    const parent = path.slice(0, -1);
    const isWritten = subject.hasKey(...path);
    const problem = isWritten ? 'has no value' : `is missing in ${shownSection(subject, parent)}`;
    return {
      at: subject.key(...path),
      message: `${shownField(path)} ${problem}, and the operator takes it as empty`,
      help: `Write ${toDotted(path)} with its value.`,
    };
  },
});

/** Whether nothing at all is written; otherwise a value is, which the field does not take. */
function isLack(expected: Readonly<Record<string, unknown>>): boolean {
  return expected['field'] !== undefined || expected['found'] === 'null';
}
