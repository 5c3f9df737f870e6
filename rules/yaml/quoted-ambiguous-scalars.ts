import { schemaRefuses } from '../../src/facts/schema-refuses.ts';
import { shownField, writtenValue } from '../../src/facts/shown-value.ts';
import { defineRule, type Path } from '../../src/rule/index.ts';
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
    for (const [path, text] of texts(subject.value('spec'), ['spec'])) {
      const readAs = readAsByOthers(text);
      if (readAs === undefined || writtenValue(subject, path) !== text || schemaRefuses(subject, path)) continue;
      yield {
        at: subject.at(...path),
        message: `Some tools read the unquoted "${text}" of ${shownField(path)} as ${readAs}`,
        help: `Quote it: "${text}".`,
        fix: { title: 'Quote it', safe: true, edits: subject.editor.set(subject.inDocument(...path), text) },
      };
    }
  },
});

function* texts(value: unknown, path: Path): Generator<readonly [Path, string]> {
  if (typeof value === 'string') yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Array.isArray(value) ? value.entries() : Object.entries(value))
    yield* texts(child, [...path, key]);
}
