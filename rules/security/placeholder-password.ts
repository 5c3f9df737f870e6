import { type SecretUse, usesOfSecret } from '../../src/facts/secret-uses.ts';
import { type SecretValue, secretValue } from '../../src/facts/secret-values.ts';
import { ignoreOption, isThrowaway } from '../../src/facts/throwaway.ts';
import { defineRule, type Resource } from '../../src/rule/index.ts';

/** What samples and people in a hurry write. */
const wellKnown =
  /^(?:postgres|password|change[-_]?me|secret|admin|test|example|minioadmin|<[^<>]+>|x{3,}|your[-_]?password)$/iu;

export default defineRule<{ readonly ignore: readonly string[] }>({
  id: 'security/placeholder-password',
  kinds: ['Secret'],
  consequence: 'outage',
  preset: 'recommended',
  summary: 'A password is not one that everybody knows',
  why: 'Samples get deployed as they are, and the words in them are the first that an intruder tries.',
  remedy:
    'Generate a random value, or drop the Secret: the operator makes one for the owner of the database by itself.',
  exceptions: [
    'Secrets that no resource of the project takes a credential from.',
    'Namespaces of the option `ignore`.',
    'Encrypted values, and those that a later tool fills in.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/applications/',
    'https://cloudnative-pg.io/documentation/current/security/',
  ],
  options: { schema: { ignore: ignoreOption.schema }, defaults: { ignore: ignoreOption.default } },

  *check(secret, context) {
    const uses = context.fact(usesOfSecret, secret);
    if (uses.length === 0 || isThrowaway(secret, context.options.ignore)) return;
    const seen = new Set<string>();
    for (const use of uses) {
      if (seen.has(use.key) || !(use.as === 'password' || use.as === 'storage key')) continue;
      seen.add(use.key);
      const value = secretValue(secret, use.key);
      const fault = value && faultOf(value, use, secret);
      if (!value || fault === undefined || isThrowaway(use.from, context.options.ignore)) continue;
      const isKey = use.as === 'storage key';
      yield {
        at: value.at,
        message: `${isKey ? 'The key to the object store' : 'The password'} in Secret "${secret.name}" ${fault}`,
        ...(isKey && { help: 'Make a key of its own for the backups, with rights on their bucket alone.' }),
        related: [{ at: use.from.at(...use.path), message: `${use.from.kind} "${use.from.name}" uses it` }],
      };
    }
  },
});

function faultOf(value: SecretValue, { as }: SecretUse, secret: Resource): string | undefined {
  const text = value.text.trim();
  if (text === '') return 'is empty';
  if (text.startsWith('<') && wellKnown.test(text)) return `is "${text}", which is still to be filled in`;
  if (wellKnown.test(text)) return `is "${text}", which is the first that anybody tries`;
  const isName = as === 'password' && text === secretValue(secret, 'username')?.text.trim();
  return isName ? `is the user name "${text}" once more` : undefined;
}
