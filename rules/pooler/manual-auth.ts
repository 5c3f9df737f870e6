import { defineRule, type Resource } from '../../src/rule/index.ts';

export default defineRule({
  id: 'pooler/manual-auth',
  kinds: ['Pooler'],
  about: 'spec.pgbouncer',
  consequence: 'outage',
  preset: 'server',
  summary: 'Prefer the authentication of a Pooler that the operator configures by itself',
  why:
    'With a query or a secret of its own, a Pooler is no longer looked after by the operator: it creates neither the role nor the function that ' +
    'look passwords up, and logins fail until somebody has. `authQuerySecret` is deprecated besides.',
  remedy: 'Remove `authQuery` and its secret, or create role, grant and lookup function by hand.',
  exceptions: [
    'The secrets `clientTLSSecret`, `clientCASecret` and `serverCASecret`, which leave the operator in charge.',
    'Until 1.27, changes of a Pooler that was configured by hand already, and until 1.23 all changes.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/connection_pooling/#authentication',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/pooler_webhook.go',
  ],

  *checkAdmission(pooler, { project }, stored) {
    const { warnsOfManualAuth, poolerAuthSecrets, deprecatedPoolerSecrets } = project.schemas.operator(project.target);
    const isManual = (one: Resource): boolean =>
      [['authQuery'], ...poolerAuthSecrets.map((name) => [name, 'name'])].some(
        (path) => one.get('string', 'spec', 'pgbouncer', ...path)?.value,
      );
    if (!isManual(pooler)) return;
    const isOld =
      stored && (warnsOfManualAuth === 'at creation' || (warnsOfManualAuth === 'when it begins' && isManual(stored)));
    if (!isOld)
      yield {
        at: pooler.key('spec', 'pgbouncer', 'authQuery'),
        message:
          'The Pooler looks passwords up in a way of its own, so the operator creates neither the role nor the function for it',
      };
    for (const name of deprecatedPoolerSecrets)
      if (pooler.get('string', 'spec', 'pgbouncer', name, 'name')?.value)
        yield {
          at: pooler.key('spec', 'pgbouncer', name),
          message: `"${name}" is deprecated`,
          help: 'Remove it and `authQuery` to leave authentication to the operator, or use `serverTLSSecret`.',
        };
  },
});
