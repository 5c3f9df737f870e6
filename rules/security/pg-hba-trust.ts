import { hbaRules } from '../../src/facts/pg-hba.ts';
import { defineRule, type RawFinding } from '../../src/rule/index.ts';
import { type HbaRule, isLoopback } from '../../src/values/pg-hba.ts';

/** What a method lets happen, and what to do about it. */
const methods: ReadonlyMap<string, { readonly message: string; readonly help: string }> = new Map([
  [
    'trust',
    {
      message: 'lets everybody who reaches the database in without a password',
      help: 'Use "scram-sha-256" for passwords, or "cert" for client certificates.',
    },
  ],
  [
    'ident',
    {
      message: 'believes the user name that the client machine claims',
      help: 'Use "scram-sha-256" for passwords, or "cert" for client certificates.',
    },
  ],
  [
    'password',
    { message: 'sends passwords in clear text', help: 'Use "scram-sha-256", which never sends the password itself.' },
  ],
]);

export default defineRule({
  id: 'security/pg-hba-trust',
  kinds: ['Cluster', 'Pooler'],
  consequence: 'data-loss',
  preset: 'recommended',
  summary: 'Each client on the network proves who it is',
  why:
    'The lines of a manifest come before the final "scram-sha-256" line of the operator, and the first line that matches a connection decides. ' +
    'With "trust" everybody who reaches the service can read and delete everything.',
  remedy: 'Use the method "scram-sha-256" or "cert".',
  exceptions: [
    'Lines for the pod itself, such as 127.0.0.1/32: no client on the network matches them.',
    '"trust" on "hostssl" lines with `clientcert`, where the certificate is the proof.',
    'It is a warning for "password" on "hostssl" lines, as gateways to a directory need it: the password is encrypted on its way.',
    'Lines with a placeholder.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/#the-pg_hba-section',
    'https://cloudnative-pg.io/documentation/current/security/',
    'https://www.postgresql.org/docs/current/auth-pg-hba-conf.html',
  ],

  *check(subject) {
    for (const { rule, method } of hbaRules(subject)) {
      const words = methods.get(rule.method.text);
      if (!words || rule.type === 'local' || isLoopback(rule) || asksForCertificate(rule)) continue;
      const finding: RawFinding = {
        at: method,
        message: `Method "${rule.method.text}" ${words.message}`,
        help: words.help,
      };
      const isEncrypted = rule.method.text === 'password' && rule.type === 'hostssl';
      if (!isEncrypted) yield finding;
      else
        yield {
          ...finding,
          message: 'Method "password" hands the password itself to the server',
          severity: 'warning',
        };
    }
  },
});

function asksForCertificate({ type, options }: HbaRule): boolean {
  return type === 'hostssl' && options.some(({ text }) => /^clientcert=(?:verify-ca|verify-full|1)$/u.test(text));
}
