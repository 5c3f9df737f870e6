import { shownField } from '../../src/facts/shown-value.ts';
import { unquotedStrings } from '../../src/facts/unquoted-strings.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'yaml/quoted-strings-in-maps',
  kinds: ['*'],
  consequence: 'refused',
  preset: 'server',
  fixable: true,
  summary: 'A parameter, label or annotation that looks like a number or a boolean is in quotes',
  why:
    'Kubernetes reads YAML 1.1: unquoted `on`, `off`, `yes` and `no` are booleans and `100` is a number, while these maps hold strings. ' +
    'The API server refuses the manifest, which other YAML tools find right.',
  remedy: 'Put the value in quotes.',
  exceptions: [
    'Fields that are no maps are left to schema/wrong-type.',
    'A placeholder without default may become anything.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/docs/src/postgresql_conf.md',
    'https://yaml.org/type/bool.html',
  ],

  checkSchema(problem, subject, context) {
    const unquoted = context.fact(unquotedStrings, subject).get(problem);
    if (!unquoted?.isInMap) return undefined;
    const { text, readAs } = unquoted;
    return {
      at: subject.at(...problem.path),
      message: `Unquoted "${text}" is ${readAs}, and ${shownField(problem.path)} takes a string`,
      help: `Quote it: "${text}".`,
      fix: { title: 'Quote it', safe: true, edits: subject.editor.set(subject.inDocument(...problem.path), text) },
    };
  },
});
