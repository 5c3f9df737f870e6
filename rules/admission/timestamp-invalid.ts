import { schemaRefuses } from '../../src/facts/schema-refuses.ts';
import { defineRule } from '../../src/rule/index.ts';
import { isTimestamp } from '../../src/values/timestamp.ts';

export default defineRule({
  id: 'admission/timestamp-invalid',
  kinds: ['Cluster'],
  about: 'spec.managed.roles',
  consequence: 'refused',
  preset: 'server',
  summary: 'A timestamp is written in the strict form of RFC 3339',
  why: 'The schema takes timestamps in lower case, but the operator cannot read them: its webhooks refuse the Cluster without naming the field, even where validation is switched off.',
  remedy: 'Write it like `2030-12-31T00:00:00Z`, with `T` and `Z` in upper case.',
  references: [
    'https://cloudnative-pg.io/documentation/current/declarative_role_management/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *check(cluster) {
    for (const { at } of cluster.list('object', 'spec', 'managed', 'roles')) {
      const until = cluster.get('string', ...at.path, 'validUntil');
      if (until && !isTimestamp(until.value) && !schemaRefuses(cluster, until.at.path))
        yield { at: until.at, message: `"${until.value}" is not a timestamp that the operator can read` };
    }
  },
});
