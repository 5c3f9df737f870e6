import { declaredRoles } from '../../src/facts/declared-roles.ts';
import { referents } from '../../src/facts/referents.ts';
import { keysOfSecret } from '../../src/facts/secret-keys.ts';
import { secretValue } from '../../src/facts/secret-values.ts';
import { defineRule, type Field, type RawFinding, type Resource } from '../../src/rule/index.ts';

const keys = ['username', 'password'];

export default defineRule({
  id: 'declarative/role-secret-username',
  kinds: ['Cluster', 'DatabaseRole'],
  consequence: 'data-loss',
  preset: 'recommended',
  summary: 'The secret with the password of a role has the name of that role, too',
  why: 'The operator refuses a secret of another user name, or without one: the role is listed as "cannot reconcile", and its password is never set.',
  remedy: 'Give the Secret the keys "username", with the name of the role, and "password".',
  exceptions: [
    'Secrets that the run does not see, that are encrypted, or that another resource produces.',
    'A user name that differs by a newline alone, of which bootstrap/secret-trailing-newline speaks.',
    'Another type than `kubernetes.io/basic-auth` is information.',
    'Roles that are to be absent.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/declarative_role_management/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/7467',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/8905',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/268',
  ],

  *check(subject, context) {
    if (subject.isPartial) return;
    for (const { name: role, path } of context.fact(declaredRoles, subject)) {
      const name = subject.get('string', ...path, 'passwordSecret', 'name');
      if (!name || name.assumed || subject.text(...path, 'ensure')?.value === 'absent') continue;
      const faults = referents(context.project, subject, 'Secret', name.value).map((secret) =>
        faultOf(secret, role, name),
      );
      const [fault] = faults;
      if (fault && !faults.includes(undefined)) yield fault;
    }
  },
});

function faultOf(secret: Resource, role: Field<string>, name: Field<string>): RawFinding | undefined {
  const own = keysOfSecret(secret);
  if (!own || secret.has('sops')) return undefined;
  const where = `Secret "${name.value}"`;
  const related = [{ at: secret.at('metadata', 'name'), message: 'The Secret' }];
  const lacking = keys.filter((key) => !own.includes(key));
  if (lacking.length > 0)
    return {
      at: name.at,
      message: `${where} has no key ${lacking.map((key) => `"${key}"`).join(' and no key ')} for the role "${role.value}"`,
      related,
    };
  const username = secretValue(secret, 'username');
  if (username && !role.assumed && username.text.replace(/\n$/u, '') !== role.value)
    return {
      at: name.at,
      message: `The user name in ${where} is "${username.text}", but the role is called "${role.value}"`,
      related: [{ at: username.at, message: username.isBase64 ? `This is "${username.text}"` : 'The user name' }],
    };
  const type = secret.get('string', 'type');
  if (type?.value === 'kubernetes.io/basic-auth' || secret.isUnknown('type')) return undefined;
  return {
    at: name.at,
    message: `${where} is of type "${type?.value ?? 'Opaque'}", not "kubernetes.io/basic-auth"`,
    severity: 'info',
    help: 'Give the Secret the type "kubernetes.io/basic-auth", with which the API server checks its keys.',
    related,
  };
}
