import { defineRule, hasPlaceholder, nearest } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/pooler-parameter-not-allowed',
  kinds: ['Pooler'],
  about: 'spec.pgbouncer.parameters',
  consequence: 'refused',
  preset: 'server',
  summary: 'Only parameters of PgBouncer that the operator leaves to its users are set',
  why: 'The operator sets many parameters of PgBouncer by itself; the webhook refuses those, and names that it does not know.',
  remedy: 'Remove the parameter, or correct its name.',
  references: [
    'https://cloudnative-pg.io/documentation/current/connection_pooling/#pgbouncer-configuration-options',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/pooler_webhook.go',
  ],

  *checkAdmission(pooler, { project }) {
    const allowed = project.schemas.operator(project.target).pgbouncerParameters;
    const path = ['spec', 'pgbouncer', 'parameters'];
    for (const name of Object.keys(pooler.get('object', ...path)?.value ?? {})) {
      if (allowed.includes(name) || hasPlaceholder(name)) continue;
      const near = nearest(name, allowed);
      yield {
        at: pooler.key(...path, name),
        message: `"${name}" is no parameter of PgBouncer that may be set in a Pooler`,
        ...(near !== undefined && { help: `Did you mean "${near}"?` }),
      };
    }
  },
});
