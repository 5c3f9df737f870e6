import { moveField } from '../../src/facts/moved-field.ts';
import { shownField, shownKind, shownSection } from '../../src/facts/shown-value.ts';
import { fits, unknownFields } from '../../src/facts/unknown-fields.ts';
import { defineRule, type Path, type RawFix, type Resource, type RuleContext, toDotted } from '../../src/rule/index.ts';

export default defineRule({
  id: 'yaml/misspelt-field',
  kinds: ['*'],
  consequence: 'refused',
  preset: 'server',
  fixable: true,
  summary: 'A field is written with the name that CloudNativePG gives it',
  why:
    'kubectl and Flux refuse a field that the schema does not have. Where it is not checked, as with Helm 3, it is dropped: ' +
    'the manifest applies, and the setting does not exist.',
  remedy: 'Rename the field.',
  exceptions: [
    'A field that other releases of the operator have, or that belongs into another section, is reported by schema/unknown-field.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/',
    'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/api/v1/scheduledbackup_types.go',
  ],

  checkSchema(problem, subject, context) {
    const field = context.fact(unknownFields, subject).get(problem);
    if (field?.is !== 'alias' && field?.is !== 'misspelt' && field?.is !== 'needless') return undefined;
    const { path } = problem;
    const at = subject.key(...path);
    const unknown = `${shownField(path)} is not a field of ${shownSection(subject, path.slice(0, -1))}`;
    if (field.is === 'needless') {
      const fix = {
        title: 'Remove it',
        safe: isOwnNamespace(subject, path),
        edits: subject.editor.remove(subject.inDocument(...path)),
      };
      return { at, message: `${unknown}; ${field.why}`, help: 'Remove it.', fix };
    }

    const { means } = field;
    const key = String(means.at(-1));
    if (means.length !== path.length || toDotted(means.slice(0, -1)) !== toDotted(path.slice(0, -1))) {
      const isSameName = key === path.at(-1);
      const message = isSameName
        ? `${shownField(path)} is a field of ${shownSection(subject, means.slice(0, -1))}, not of ${shownSection(subject, path.slice(0, -1))}`
        : `${unknown}; "${toDotted(means)}" is what is meant`;
      const fix = moveField(subject, path, means, context.project);
      return { at, message, help: `Write it as ${toDotted(means)}.`, ...(fix && { fix }) };
    }
    const message =
      field.is === 'alias'
        ? `${unknown}; ${shownKind(subject)} calls it "${key}"`
        : `${unknown}; the nearest one is "${key}"`;
    if (subject.hasKey(...means)) return { at, message, help: `Remove it: "${key}" is set as well.` };
    const fix = rename(subject, path, means, field.is === 'alias' || field.isSame, context);
    return { at, message, help: `Rename it to "${key}".`, fix };
  },
});

function rename(subject: Resource, path: Path, means: Path, isSure: boolean, { project }: RuleContext<object>): RawFix {
  const key = String(means.at(-1));
  const safe = isSure && fits(subject.value(...path), means, subject, project);
  return { title: `Rename it to "${key}"`, safe, edits: subject.editor.rename(subject.inDocument(...path), key) };
}

/** A reference to where it leads anyway. */
function isOwnNamespace(subject: Resource, path: Path): boolean {
  return (
    path.at(-1) === 'namespace' && subject.namespace !== undefined && subject.text(...path)?.value === subject.namespace
  );
}
