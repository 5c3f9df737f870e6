import { hasFailoverSlots, parametersPath, switchOf } from '../../src/facts/parameters.ts';
import { defineRule } from '../../src/rule/index.ts';

const name = 'hot_standby_feedback';

export default defineRule({
  id: 'admission/pg-failover-slots-hot-standby-feedback',
  kinds: ['Cluster'],
  about: 'spec.postgresql.parameters',
  consequence: 'refused',
  preset: 'server',
  summary: 'A cluster with pg_failover_slots has hot_standby_feedback on',
  why: 'The extension copies logical replication slots to the standbys, which is safe only if the standbys tell the primary what they still need. The webhook refuses any `pg_failover_slots.` parameter without it.',
  remedy: 'Set `hot_standby_feedback: "on"`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/#enabling-pg_failover_slots',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, { project: { schemas, target } }) {
    const state = switchOf(cluster, name);
    if (hasFailoverSlots(cluster) !== 'yes' || state === 'on' || state === 'unknown') return undefined;
    // Where every boolean is checked, the wrong one is said already.
    if (state === 'wrong' && schemas.operator(target).booleanParameters.includes(name)) return undefined;
    const path = [...parametersPath, name];
    const is = state === 'missing' ? 'not set' : `"${cluster.text(...path)?.value ?? ''}"`;
    return { at: cluster.at(...path), message: `pg_failover_slots is configured, but ${name} is ${is}` };
  },
});
