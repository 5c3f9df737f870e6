import { schemaRefuses } from '../../src/facts/schema-refuses.ts';
import { defineRule } from '../../src/rule/index.ts';
import { parseDuration } from '../../src/values/duration.ts';

const fields = [
  ['spec', 'replica', 'minApplyDelay'],
  ['spec', 'monitoring', 'metricsQueriesTTL'],
];

export default defineRule({
  id: 'admission/duration-invalid',
  kinds: ['Cluster'],
  consequence: 'refused',
  preset: 'server',
  summary: 'A duration is written with its units, as in `1h30m`',
  why: 'The schema takes any text, but the operator cannot read it: its webhooks refuse the Cluster without naming the field, even where validation is switched off.',
  remedy: 'Write numbers with `h`, `m`, `s` or `ms`; there is no unit for days.',
  references: [
    'https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *check(cluster) {
    for (const path of fields) {
      const duration = cluster.get('string', ...path);
      if (duration && parseDuration(duration.value) === undefined && !schemaRefuses(cluster, path))
        yield { at: duration.at, message: `"${duration.value}" is not a duration` };
    }
  },
});
