import { mayBePatched } from '../../src/facts/patches.ts';
import { defineRule } from '../../src/rule/index.ts';

const ldap = ['spec', 'postgresql', 'ldap'];

export default defineRule({
  id: 'security/ldap-cleartext',
  kinds: ['Cluster'],
  about: 'spec.postgresql.ldap',
  consequence: 'outage',
  preset: 'recommended',
  summary: 'The connection to an LDAP server is encrypted',
  why:
    'PostgreSQL hands the password of every user to the LDAP server as it is. Without TLS anybody on the way reads the passwords that ' +
    'open the whole company directory, not just the database.',
  remedy: 'Set `tls: true` to upgrade the connection with StartTLS, or `scheme: ldaps`.',
  exceptions: ['Patches, and clusters to which a patch adds the encryption.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/#ldap-configuration',
    'https://www.postgresql.org/docs/current/auth-ldap.html',
  ],

  check(cluster, context) {
    const section = cluster.get('object', ...ldap);
    if (!section || cluster.isPartial) return undefined;
    const encrypts = ['tls', 'scheme'].map((key) => [...ldap, key]);
    if (encrypts.some((path) => cluster.isUnknown(...path) || mayBePatched(cluster, context, ...path)))
      return undefined;
    if (cluster.get('boolean', ...ldap, 'tls')?.value === true) return undefined;
    // PostgreSQL is told of a directory only where a server is named.
    if (cluster.get('string', ...ldap, 'scheme')?.value === 'ldaps' || cluster.isEmpty(...ldap, 'server'))
      return undefined;
    const server = cluster.text(...ldap, 'server')?.value ?? '';
    return {
      at: cluster.has(...ldap, 'tls') ? cluster.at(...ldap, 'tls') : section.at,
      message: `Passwords travel to LDAP server "${server}" in clear text, with neither tls nor the scheme "ldaps"`,
    };
  },
});
