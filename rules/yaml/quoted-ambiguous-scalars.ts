import { schemaRefuses } from '../../src/facts/schema-refuses.ts';
import { shownField, writtenValue } from '../../src/facts/shown-value.ts';
import { defineRule, findBelow } from '../../src/rule/index.ts';
import { readAsByOthers } from '../../src/values/ambiguous-scalar.ts';

export default defineRule({
  id: 'yaml/quoted-ambiguous-scalars',
  kinds: ['Cluster', 'ScheduledBackup', 'DatabaseRole'],
  consequence: 'outage',
  preset: 'recommended',
  fixable: true,
  summary: 'A text that some YAML libraries take for a date or a number is in quotes',
  why:
    'Kubernetes reads it as a text. The tools on the way to it do not have to: they write a date in another form or zone, ' +
    'or a number of seconds, and the recovery stops at another point.',
  remedy: 'Put the value in quotes.',
  exceptions: [
    'Numbers and booleans, which Kubernetes itself does not take for a text: schema/wrong-type and yaml/quoted-strings-in-maps.',
    'A schedule that begins with an asterisk and has no quotes is an alias, and cannot be read at all.',
  ],
  references: [
    'https://yaml.org/type/timestamp.html',
    'https://yaml.org/type/int.html',
    'https://cloudnative-pg.io/documentation/current/recovery/',
  ],

  *check(subject) {
    const isAmbiguous = (value: unknown): boolean => typeof value === 'string' && readAsByOthers(value) !== undefined;
    for (const { path, value } of findBelow(subject.value('spec'), ['spec'], isAmbiguous)) {
      const text = String(value);
      const readAs = readAsByOthers(text);
      if (writtenValue(subject, path) !== text || schemaRefuses(subject, path)) continue;
      yield {
        at: subject.at(...path),
        message: `Some tools read the unquoted "${text}" of ${shownField(path)} as ${readAs}`,
        help: `Quote it: "${text}".`,
        fix: { title: 'Quote it', safe: true, edits: subject.editor.set(subject.inDocument(...path), text) },
      };
    }
  },
});
