import { declaredRoles } from '../../src/facts/declared-roles.ts';
import { defineRule } from '../../src/rule/index.ts';

const day = 24 * 60 * 60 * 1000;

export default defineRule({
  id: 'declarative/valid-until',
  kinds: ['Cluster', 'DatabaseRole'],
  consequence: 'outage',
  preset: 'recommended',
  summary: 'The password of a role has not expired',
  why: 'After `validUntil` the role cannot log in with its password, and the manifest sets the same date again at every reconciliation.',
  remedy: 'Move the date, or remove `validUntil`.',
  exceptions: ['Roles that are to be absent.', 'A date within the next 14 days is information.'],
  references: ['https://cloudnative-pg.io/documentation/current/declarative_role_management/'],

  *check(subject, context) {
    const now = context.project.scope.now.getTime();
    for (const { name, path } of context.fact(declaredRoles, subject)) {
      const until = subject.get('string', ...path, 'validUntil');
      if (!until || subject.text(...path, 'ensure')?.value === 'absent') continue;
      const days = Math.floor((Date.parse(until.value) - now) / day);
      if (days < 0)
        yield {
          at: until.at,
          message: `The password of role "${name.value}" expired at "${until.value}"`,
        };
      else if (days < 14)
        yield {
          at: until.at,
          message: `The password of role "${name.value}" is valid for ${days === 0 ? 'less than a day' : days === 1 ? 'a day' : `${days} days`} more, until "${until.value}"`,
          severity: 'info',
        };
    }
  },
});
