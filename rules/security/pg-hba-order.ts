import { hbaRules } from '../../src/facts/pg-hba.ts';
import { defineRule } from '../../src/rule/index.ts';
import { covers } from '../../src/values/pg-hba.ts';

export default defineRule({
  id: 'security/pg-hba-order',
  kinds: ['Cluster'],
  about: 'spec.postgresql.pg_hba',
  consequence: 'outage',
  preset: 'recommended',
  summary: 'Each pg_hba line can be reached',
  why:
    'PostgreSQL takes the first line that matches a connection and never looks further. A restriction below a wider line does not apply, ' +
    'though everybody who reads the manifest believes it does.',
  remedy: 'Put the more specific line first.',
  exceptions: [
    'A later line with the same method, which changes nothing.',
    'Lines with a placeholder, and addresses by name, of which nobody can tell what they cover.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/#the-pg_hba-section',
    'https://www.postgresql.org/docs/current/auth-pg-hba-conf.html',
  ],

  *check(cluster) {
    const rules = hbaRules(cluster).filter(({ isAssumed }) => !isAssumed);
    for (const [index, later] of rules.entries()) {
      const earlier = rules.slice(0, index).find(({ rule }) => covers(rule, later.rule));
      if (!earlier || earlier.rule.method.text === later.rule.method.text) continue;
      yield {
        at: later.at,
        message: `This line is never reached: an earlier one takes its connections with method "${earlier.rule.method.text}" instead of "${later.rule.method.text}"`,
        related: [{ at: earlier.at, message: 'This line decides' }],
      };
    }
  },
});
