import { moveField } from '../../src/facts/moved-field.ts';
import { shownField, shownSection } from '../../src/facts/shown-value.ts';
import { type UnknownField, unknownFields } from '../../src/facts/unknown-fields.ts';
import { defineRule, type Path, type Resource, toDotted } from '../../src/rule/index.ts';

export default defineRule({
  id: 'schema/unknown-field',
  kinds: ['*'],
  consequence: 'refused',
  preset: 'server',
  summary: 'Every field is one that the target release has',
  why:
    'kubectl and Flux refuse a field that the schema does not have. Where it is not checked, as with Helm 3, it is dropped: ' +
    'the manifest applies, and the setting does not exist.',
  remedy:
    'Remove the field, or move it to where it belongs; if a newer operator than the known ones has it, hand over its CRDs with `--crds`.',
  exceptions: [
    'A misspelt field, or one known by another name elsewhere, is reported by yaml/misspelt-field.',
    'A key that holds a placeholder.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/',
    'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  ],

  checkSchema(problem, subject, context) {
    const field = context.fact(unknownFields, subject).get(problem);
    if (!field || ['alias', 'misspelt', 'needless'].includes(field.is)) return undefined;
    const { path, expected } = problem;
    const home = field.is === 'misplaced' && field.means.length === 1 ? field.means[0] : undefined;
    const help = home ? `Write it as ${toDotted(home)}.` : helpFor(field, expected['fields']);
    const fix = home && moveField(subject, path, home, context.project);
    return {
      at: subject.key(...path),
      message: messageFor(field, path, subject),
      ...(help !== undefined && { help }),
      ...(fix && { fix }),
    };
  },
});

function messageFor(field: UnknownField, path: Path, subject: Resource): string {
  const section = shownSection(subject, path.slice(0, -1));
  if (field.is === 'of another release') return `${shownField(path)} in ${section} ${field.history}`;
  if (field.is !== 'misplaced') return `${shownField(path)} is not a field of ${section}`;
  const homes = field.means.map((means) => shownSection(subject, means.slice(0, -1)));
  return `${shownField(path)} is a field of ${homes.join(' and of ')}, not of ${section}`;
}

function helpFor(field: UnknownField, fields: unknown): string | undefined {
  if (field.is === 'of another release') return 'Remove it, or run a release that has it.';
  const isShort = Array.isArray(fields) && fields.length > 0 && fields.length <= 12;
  return isShort ? `The fields here are ${fields.join(', ')}.` : undefined;
}
