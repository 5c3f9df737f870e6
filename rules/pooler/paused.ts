import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'pooler/paused',
  kinds: ['Pooler'],
  about: 'spec.pgbouncer.paused',
  consequence: 'outage',
  preset: 'recommended',
  summary: 'A Pooler is not left paused',
  why: 'PgBouncer takes connections and answers no query. The applications wait without an error, until they time out.',
  remedy: 'Remove `paused` once the maintenance is over.',
  references: ['https://cloudnative-pg.io/documentation/current/connection_pooling/'],

  check(pooler) {
    const paused = pooler.get('boolean', 'spec', 'pgbouncer', 'paused');
    if (!paused?.value || paused.assumed) return undefined;
    return { at: paused.at, message: `Pooler "${pooler.name}" is paused, and its clients hang` };
  },
});
