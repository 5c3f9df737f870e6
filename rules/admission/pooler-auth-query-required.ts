import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/pooler-auth-query-required',
  kinds: ['Pooler'],
  about: 'spec.pgbouncer',
  consequence: 'refused',
  preset: 'server',
  summary: 'A query for passwords and the secret to run it with come together',
  why:
    'With a secret of its own, PgBouncer needs to be told how to look a password up, and the other way round. The webhook refuses one without ' +
    'the other. Without both, the operator configures them by itself.',
  remedy: 'Set both `authQuery` and a secret, or remove both to leave authentication to the operator.',
  references: [
    'https://cloudnative-pg.io/documentation/current/connection_pooling/#authentication',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/pooler_webhook.go',
  ],

  checkAdmission(pooler, { project }) {
    const secrets = project.schemas.operator(project.target).poolerAuthSecrets;
    const query = ['spec', 'pgbouncer', 'authQuery'];
    const given = secrets.find((name) => pooler.get('string', 'spec', 'pgbouncer', name, 'name')?.value);
    if (given !== undefined && pooler.isEmpty(...query))
      return {
        at: pooler.at(...query),
        message: `There is no "authQuery" to look passwords up with, although "${given}" is set`,
        related: [{ at: pooler.at('spec', 'pgbouncer', given, 'name'), message: 'The secret to run the query with' }],
      };
    const isWithout = secrets.every((name) => pooler.isEmpty('spec', 'pgbouncer', name, 'name'));
    if (!isWithout || !pooler.get('string', ...query)?.value) return undefined;
    return {
      at: pooler.at('spec', 'pgbouncer', secrets[0] ?? '', 'name'),
      message: `There is no ${secrets.map((name) => `"${name}"`).join(' or ')} to run the "authQuery" with`,
      related: [{ at: pooler.at(...query), message: 'The query' }],
    };
  },
});
