import { defineRule } from '../../src/rule/index.ts';

const ldap = ['spec', 'postgresql', 'ldap'];

export default defineRule({
  id: 'admission/ldap-single-bind-method',
  kinds: ['Cluster'],
  about: 'spec.postgresql.ldap.bindAsAuth',
  consequence: 'refused',
  preset: 'server',
  summary: 'An LDAP configuration has one way to bind',
  why: 'PostgreSQL either binds as the user, whose name it builds itself, or searches for the user first. The webhook refuses both at once.',
  remedy: 'Keep `bindAsAuth` or `bindSearchAuth`, not both.',
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/#ldap-configuration',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    if (!cluster.has(...ldap, 'bindAsAuth') || !cluster.has(...ldap, 'bindSearchAuth')) return undefined;
    if (cluster.isUnknown(...ldap, 'bindAsAuth') || cluster.isUnknown(...ldap, 'bindSearchAuth')) return undefined;
    return {
      at: cluster.key(...ldap, 'bindSearchAuth'),
      message: 'bindSearchAuth stands beside bindAsAuth, but PostgreSQL binds in one way only',
      related: [{ at: cluster.key(...ldap, 'bindAsAuth'), message: 'The other way to bind' }],
    };
  },
});
