import { shownField, shownSection } from '../../src/facts/shown-value.ts';
import { defineRule, toDotted } from '../../src/rule/index.ts';

export default defineRule({
  id: 'schema/filled-in-field',
  kinds: ['*'],
  consequence: 'outage',
  preset: 'recommended',
  summary: 'A required field is written out even where the operator would fill it in',
  why:
    "The operator's webhook writes an empty value into the field before the API server looks for it. The manifest is accepted, " +
    'and whatever needs the value fails later: a backup without the key of its credentials, for instance.',
  remedy: 'Write the field with its value.',
  exceptions: ['Patches, and other files that hold a part of an object.', 'A field that the schema gives a default.'],
  references: ['https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go'],

  checkSchema({ code, path }, subject) {
    if (code !== 'filled-in' || subject.isPartial) return undefined;
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
