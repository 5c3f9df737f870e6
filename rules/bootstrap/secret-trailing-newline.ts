import { type SecretUse, usesOfSecret } from '../../src/facts/secret-uses.ts';
import { type SecretValue, secretValue } from '../../src/facts/secret-values.ts';
import { defineRule, type RawFix, type Resource } from '../../src/rule/index.ts';
import { decodeBase64, encodeBase64 } from '../../src/values/base64.ts';

export default defineRule({
  id: 'bootstrap/secret-trailing-newline',
  kinds: ['Secret'],
  consequence: 'refused',
  preset: 'recommended',
  fixable: true,
  summary: 'A credential does not end with a newline',
  why:
    'The newline is part of the value: logins fail, signatures for the object store are invalid, and a password that was hashed ' +
    'beforehand is stored as plain text. `echo … | base64` adds one, and so does a block that begins with `|`.',
  remedy: 'Encode with `printf %s`, or write the value on one line below stringData.',
  exceptions: [
    'Keys that no resource of the project takes a credential from, and certificates and files, which may end as they like.',
    'The newline of a password is only offered to be removed: the password that is in use may have it.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/declarative_role_management/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/3023',
  ],

  *check(secret, context) {
    const seen = new Set<string>();
    for (const use of context.fact(usesOfSecret, secret)) {
      if (seen.has(use.key)) continue;
      seen.add(use.key);
      const value = secretValue(secret, use.key);
      if (!value?.text.endsWith('\n')) continue;
      yield {
        at: value.at,
        message: `Key "${use.key}" of Secret "${secret.name}" ends with a newline, which becomes part of the ${words[use.as]}`,
        related: [{ at: use.from.at(...use.path), message: `${use.from.kind} "${use.from.name}" uses it` }],
        ...fixOf(secret, value, use),
      };
    }
  },
});

const words: Readonly<Record<SecretUse['as'], string>> = {
  username: 'user name',
  password: 'password',
  'storage key': 'key to the object store',
  'storage setting': 'setting of the object store',
};

/** Writes the value without its final newlines; a text of several lines is no token, and left alone, and so is what SOPS has signed. */
function fixOf(secret: Resource, value: SecretValue, { key, as }: SecretUse): { readonly fix?: RawFix } {
  const text = value.text.replace(/[\r\n]+$/u, '');
  if (text === '' || text.includes('\n') || secret.has('sops')) return {};
  const path = secret.inDocument(...value.at.path);
  const written = value.isBase64 ? withoutNewlines(secret.get('string', ...value.at.path)?.value ?? '') : text;
  return {
    fix: {
      title: `Remove the newline from "${key}"`,
      safe: as.startsWith('storage'),
      edits: secret.editor.set(path, written),
    },
  };
}

function withoutNewlines(base64: string): string {
  const bytes = decodeBase64(base64) ?? [];
  return encodeBase64(bytes.slice(0, bytes.findLastIndex((byte) => byte !== 10 && byte !== 13) + 1));
}
