import { keyReferences } from '../../src/facts/key-references.ts';
import { holdersOf, keysOfSecret } from '../../src/facts/secret-keys.ts';
import { shownKind } from '../../src/facts/shown-value.ts';
import { defineRule, nearest } from '../../src/rule/index.ts';

export default defineRule({
  id: 'refs/secret-keys',
  kinds: ['Cluster', 'ObjectStore', 'Pooler'],
  consequence: 'data-loss',
  preset: 'recommended',
  summary: 'A Secret or ConfigMap has the key that a resource takes from it',
  why: 'Nothing checks that before it is needed: the job of the bootstrap fails again and again, or nothing is archived.',
  remedy: 'Name a key that the object has, or add the key to it.',
  exceptions: [
    'Objects that the run does not see, and those that are filled from elsewhere by a controller.',
    'The keys of an encrypted Secret, of a SealedSecret and of the template of an ExternalSecret can be seen and count.',
    'The secrets of managed roles: declarative/role-secret-username.',
    'Optional references.',
  ],
  references: [
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/7467',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/8905',
    'https://cloudnative-pg.io/documentation/current/appendixes/object_stores/',
  ],

  *check(subject, context) {
    for (const { kind, name, key, at } of keyReferences(subject)) {
      const holders = holdersOf(context, subject, kind, name);
      const [holder] = holders;
      if (!holder) continue;
      const keys = holders.map(keysOfSecret);
      const [own] = keys;
      if (!own || !keys.every((some) => some && !some.includes(key))) continue;
      const near = nearest(key, own);
      const shown = own.slice(0, 5).map((one) => `"${one}"`);
      yield {
        at,
        message: `${kind} "${name}"${holder.kind === kind ? '' : `, which ${shownKind(holder)} makes,`} has no key "${key}"`,
        help:
          near === undefined
            ? `Its keys are ${shown.join(', ')}${own.length > 5 ? ' and others' : ''}: name one of them, or add the key.`
            : `Write "${near}", if that is what is meant.`,
        related: [{ at: holder.at('metadata', 'name'), message: `The ${holder.kind}` }],
      };
    }
  },
});
