import { givenSetting } from '../../src/facts/postgres-settings.ts';
import { defineRule } from '../../src/rule/index.ts';

const effects: Readonly<Record<string, string>> = {
  autovacuum: 'leaves dead rows in the tables, which grow until they fill the volume',
  track_counts: 'hides from autovacuum which tables need it, so that none is ever cleaned',
};

export default defineRule({
  id: 'postgres/autovacuum-off',
  kinds: ['Cluster'],
  about: 'spec.postgresql.parameters',
  consequence: 'data-loss',
  preset: 'recommended',
  summary: 'The autovacuum of a Cluster stays on',
  why: 'Tables and indexes bloat, plans get worse for lack of statistics, and in the end the server refuses all writes to keep transaction ids from wrapping around.',
  remedy: 'Remove the parameter; if autovacuum takes too much, tune its cost limits instead.',
  exceptions: [
    '`autovacuum_max_workers: 0`, with which PostgreSQL does not start, is reported by postgres/parameter-value.',
  ],
  references: [
    'https://www.postgresql.org/docs/current/routine-vacuuming.html',
    'https://www.postgresql.org/docs/current/runtime-config-autovacuum.html',
  ],

  *check(cluster, context) {
    for (const [name, effect] of Object.entries(effects)) {
      const setting = givenSetting(cluster, name, context);
      if (setting?.value !== false) continue;
      yield { at: setting.field.at, message: `${setting.name} "${setting.field.value}" ${effect}` };
    }
  },
});
