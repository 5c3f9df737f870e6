import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/ldap-server-required',
  kinds: ['Cluster'],
  about: 'spec.postgresql.ldap',
  consequence: 'refused',
  preset: 'server',
  summary: 'Every LDAP configuration names its server',
  why: 'The webhook refuses `postgresql.ldap` without `server`, since PostgreSQL would not know whom to ask for passwords.',
  remedy: 'Set `server` to the address of the LDAP server, or remove `ldap`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/#ldap-configuration',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const path = ['spec', 'postgresql', 'ldap', 'server'];
    return cluster.isEmpty(...path)
      ? { at: cluster.at(...path), message: 'postgresql.ldap names no server' }
      : undefined;
  },
});
