import { shownField, shownSection } from '../../src/facts/shown-value.ts';
import { typeWords } from '../../src/facts/type-words.ts';
import { defineRule, toDotted } from '../../src/rule/index.ts';

export default defineRule({
  id: 'schema/missing-field',
  kinds: ['*'],
  consequence: 'refused',
  preset: 'server',
  summary: 'Every required field is there and has a value',
  why: 'The API server refuses an object that lacks a required field.',
  remedy: 'Add the field.',
  exceptions: [
    'Patches, and other files that hold a part of an object.',
    'A field that the schema gives a default.',
    'A field whose value the operator fills in before the API server looks: schema/filled-in-field reports it.',
  ],
  references: ['https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/'],

  checkSchema({ code, path }, subject, { project }) {
    if (code !== 'missing-field') return undefined;
    const parent = path.slice(0, -1);
    const field = project.schemas.field(subject.data.group, subject.kind, path, project.target);
    const type = field?.allowed ? `one of ${field.allowed.join(', ')}` : typeWords.get(field?.type ?? '');
    const wanted = type === undefined ? '' : `, ${type}`;
    if (subject.hasKey(...path))
      return {
        at: subject.key(...path),
        message: `${shownField(path)} is required, and has no value`,
        help: `Write its value${wanted}, or indent what belongs to it.`,
      };
    return {
      at: subject.key(...path),
      message: `${shownField(path)} is missing in ${shownSection(subject, parent)}`,
      help: `Add ${toDotted(path)}${wanted}.`,
    };
  },
});
