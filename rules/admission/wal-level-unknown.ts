import { parametersPath, readsParameters } from '../../src/facts/parameters.ts';
import { defineRule } from '../../src/rule/index.ts';

const levels = ['logical', 'replica', 'minimal'];

export default defineRule({
  id: 'admission/wal-level-unknown',
  kinds: ['Cluster'],
  about: 'spec.postgresql.parameters.wal_level',
  consequence: 'refused',
  preset: 'server',
  summary: 'The WAL level is "logical", "replica" or "minimal"',
  why: 'The webhook refuses any other text, another case of the letters included.',
  remedy: 'Remove `wal_level`, which leaves it at "logical", or write one of the three.',
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const level = cluster.get('string', ...parametersPath, 'wal_level');
    if (!level || levels.includes(level.value) || !context.fact(readsParameters, cluster)) return undefined;
    return { at: level.at, message: `wal_level "${level.value}" is none of "logical", "replica" and "minimal"` };
  },
});
