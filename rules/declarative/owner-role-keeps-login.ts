import { applicationDatabase } from '../../src/facts/application-database.ts';
import { type DeclaredRole, declaredRoles } from '../../src/facts/declared-roles.ts';
import { databasesOf, targetClusters } from '../../src/facts/target-clusters.ts';
import { defineRule, type FactContext, type RawFinding, type Resource } from '../../src/rule/index.ts';

export default defineRule({
  id: 'declarative/owner-role-keeps-login',
  kinds: ['Cluster', 'DatabaseRole'],
  consequence: 'data-loss',
  preset: 'recommended',
  summary: 'A managed role that owns the database of the application can log in',
  why:
    'Every attribute that is not written is set back to its default, and that of `login` is false: the application is locked out at the next ' +
    'reconciliation. A role that owns something cannot be dropped either, so `ensure: absent` fails for ever.',
  remedy: 'Set `login: true`, and a `passwordSecret` if the password is to be managed here.',
  exceptions: [
    'Owners of other databases than the one of the bootstrap, which often are roles without login; they must only not be absent.',
    'A DatabaseRole that logs in with a certificate needs no password.',
    'A bootstrap that a patch or a placeholder decides on.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/declarative_role_management/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/api/v1/cluster_types.go',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/9799',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/3788',
  ],

  *check(subject, context) {
    for (const role of context.fact(declaredRoles, subject)) {
      const clusters = subject.kind === 'Cluster' ? [subject] : context.fact(targetClusters, subject);
      const owned = clusters.map((cluster) => ownedBy(role, cluster, context));
      const [first] = owned;
      if (!first || owned.includes(undefined)) continue;
      const finding = faultOf(role, first, subject);
      if (finding) yield finding;
    }
  },
});

/** What a role owns: the application's database, or one that a resource describes. */
interface Owned {
  readonly isApplication: boolean;
  readonly database: string;
}

function ownedBy({ name }: DeclaredRole, cluster: Resource, context: FactContext): Owned | undefined {
  const application = context.fact(applicationDatabase, cluster);
  if (application?.owner.value === name.value) return { isApplication: true, database: application.database.value };
  const database = context
    .fact(databasesOf, cluster)
    .find((one) => one.text('spec', 'owner')?.value === name.value && one.text('spec', 'ensure')?.value !== 'absent');
  return database && { isApplication: false, database: database.text('spec', 'name')?.value ?? '' };
}

function faultOf(
  { name, path }: DeclaredRole,
  { isApplication, database }: Owned,
  subject: Resource,
): RawFinding | undefined {
  const owner = `The role "${name.value}" owns the database "${database}"`;
  const ensure = subject.get('string', ...path, 'ensure');
  // The API server refuses a DatabaseRole that is absent.
  if (ensure?.value === 'absent')
    return subject.kind === 'DatabaseRole'
      ? undefined
      : {
          at: ensure.at,
          message: `${owner} and cannot be dropped, as "ensure: absent" asks`,
          help: 'Remove the line.',
        };
  if (!isApplication || (ensure === undefined && subject.isUnknown(...path, 'ensure'))) return undefined;
  const login = subject.get('boolean', ...path, 'login');
  if (!login?.value && !subject.isUnknown(...path, 'login'))
    return {
      at: login?.at ?? name.at,
      message: login
        ? `${owner} of the application and may not log in`
        : `${owner} of the application, and without "login" it may not log in`,
      fix: {
        title: 'Set login to true',
        safe: false,
        edits: subject.editor.set(subject.inDocument(...path, 'login'), true),
      },
    };
  const password = subject.get('boolean', ...path, 'disablePassword');
  if (password?.value && !subject.has(...path, 'clientCertificate'))
    return {
      at: password.at,
      message: `${owner} of the application, and its password is taken away`,
      help: 'Remove "disablePassword", unless the application logs in with a certificate.',
    };
  return undefined;
}
