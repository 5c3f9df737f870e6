import { shownField, shownValue } from '../../src/facts/shown-value.ts';
import { typeWords } from '../../src/facts/type-words.ts';
import { unquotedStrings } from '../../src/facts/unquoted-strings.ts';
import { defineRule, type RawFinding, type Resource, type SchemaProblem } from '../../src/rule/index.ts';

export default defineRule({
  id: 'schema/wrong-type',
  kinds: ['*'],
  consequence: 'refused',
  preset: 'server',
  fixable: true,
  summary: 'A value has the type that its field takes',
  why: 'The API server refuses a value of another type. Kubernetes reads YAML 1.1, so that unquoted `on`, `yes` or `0777` are no strings.',
  remedy: 'Write a value of the type.',
  exceptions: [
    'A placeholder without default may become anything.',
    'Unquoted values of parameters, labels and the like: yaml/quoted-strings-in-maps.',
  ],
  references: ['https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/', 'https://yaml.org/type/bool.html'],

  checkSchema(problem, subject, context) {
    const { code, path, expected } = problem;
    if (code !== 'wrong-type' || !Array.isArray(expected['types'])) return undefined;
    const types = expected['types'].map(String);
    const unquoted = context.fact(unquotedStrings, subject).get(problem);
    if (unquoted?.isInMap) return undefined;
    const at = subject.at(...path);
    const takes = `${shownField(path)} takes ${types.map((type) => typeWords.get(type) ?? type).join(' or ')}`;
    if (unquoted)
      return {
        at,
        message: `Unquoted "${unquoted.text}" is ${unquoted.readAs}, and ${takes}`,
        help: `Quote it: "${unquoted.text}".`,
        fix: { title: 'Quote it', safe: true, edits: subject.editor.set(subject.inDocument(...path), unquoted.text) },
      };
    const quoted = quotedScalar(types, takes, problem, subject);
    if (quoted) return quoted;
    const found = String(expected['found']);
    if (found === 'null') return { at, message: `${takes}, and nothing stands there` };
    const isCollection = found === 'object' || found === 'array';
    const { fields = [] } =
      context.project.schemas.field(subject.data.group, subject.kind, path, context.project.target) ?? {};
    const isShort = fields.length > 0 && fields.length <= 12;
    return {
      at,
      message: `${takes}, not ${isCollection ? typeWords.get(found) : `the ${found} ${shownValue(subject, path)}`}`,
      ...(types.includes('array') && { help: 'Write a list: each item begins with "- ".' }),
      ...(types.includes('object') && isShort && { help: `Write a mapping; its fields are ${fields.join(', ')}.` }),
    };
  },
});

/** A number or a boolean in quotes, which make it a string. */
function quotedScalar(
  types: readonly string[],
  takes: string,
  { path }: SchemaProblem,
  subject: Resource,
): RawFinding | undefined {
  const text = subject.value(...path);
  if (typeof text !== 'string') return undefined;
  const isNumber = /^-?(?:0|[1-9]\d*)$/u.test(text) && Number.isSafeInteger(Number(text)) && types.includes('integer');
  const isBoolean = /^(?:true|false)$/u.test(text) && types.includes('boolean');
  if (!isNumber && !isBoolean) return undefined;
  const value = isNumber ? Number(text) : text === 'true';
  return {
    at: subject.at(...path),
    message: `Quoted ${shownValue(subject, path)} is a string, and ${takes}`,
    help: 'Remove the quotes.',
    fix: { title: 'Remove the quotes', safe: true, edits: subject.editor.set(subject.inDocument(...path), value) },
  };
}
