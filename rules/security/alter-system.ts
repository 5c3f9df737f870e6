import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'security/alter-system',
  kinds: ['Cluster'],
  about: 'spec.postgresql.enableAlterSystem',
  consequence: 'outage',
  preset: 'recommended',
  since: '1.22',
  summary: 'Do not allow ALTER SYSTEM',
  why:
    'What ALTER SYSTEM sets exists on one instance alone, wins over the manifest there, and is gone after a failover: the new primary ' +
    'behaves differently, and no manifest says why.',
  remedy: 'Remove enableAlterSystem, and set parameters in postgresql.parameters.',
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/#enabling-alter-system',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/api/v1/cluster_types.go',
  ],

  check(cluster) {
    const isOn = cluster.get('boolean', 'spec', 'postgresql', 'enableAlterSystem');
    if (isOn?.value !== true) return undefined;
    return {
      at: isOn.at,
      message: 'ALTER SYSTEM is allowed, whose settings stay on one instance and win over the manifest there',
    };
  },
});
