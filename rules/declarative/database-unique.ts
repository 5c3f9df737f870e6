import { managedObject, sameManagedObject } from '../../src/facts/managed-objects.ts';
import { shownKind } from '../../src/facts/shown-value.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'declarative/database-unique',
  kinds: ['Database', 'Publication', 'Subscription', 'DatabaseRole'],
  consequence: 'data-loss',
  preset: 'recommended',
  since: '1.25',
  summary: 'Only one resource describes a database, role, publication or subscription',
  why:
    'The operator refuses the second one with `applied: false`, and which of the two that is depends on which it sees first: ' +
    'settings seem to be applied and are not.',
  remedy: 'Merge the two resources into one, or give one of them another `spec.name`.',
  exceptions: [
    'Resources in different files, which may belong to several environments or be samples, unless one kustomization lists both, or one folder holds both and both state the namespace.',
    'The same resource written twice: refs/duplicate-resource.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/declarative_database_management/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/management/controller/common.go',
  ],

  check(subject, context) {
    const other = sameManagedObject(subject, context);
    const object = context.fact(managedObject, subject);
    if (!other || !object) return undefined;
    return {
      at: subject.at('spec', 'name'),
      message: `The ${object.what} "${object.name}" of cluster "${object.cluster}" is already described by ${shownKind(other)} "${other.name}"`,
      related: [{ at: other.at('spec', 'name'), message: 'It is described here first' }],
    };
  },
});
