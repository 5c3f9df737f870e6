import { defineRule } from '../../src/rule/index.ts';
import { parseDuration } from '../../src/values/duration.ts';

export default defineRule({
  id: 'monitoring/queries-ttl-zero',
  kinds: ['Cluster'],
  about: 'spec.monitoring.metricsQueriesTTL',
  consequence: 'outage',
  preset: 'server',
  since: '1.28',
  fixable: true,
  summary: 'The results of monitoring queries are kept for a while',
  why: 'With a time of zero every scrape, by whichever scraper, runs all monitoring queries on the server, which the webhook warns of. Left out, results are kept for 30 seconds.',
  remedy: 'Remove `metricsQueriesTTL`, or set it to the interval between two scrapes.',
  exceptions: ['The default of a placeholder is not mended.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/monitoring/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const ttl = cluster.get('string', 'spec', 'monitoring', 'metricsQueriesTTL');
    if (!ttl || parseDuration(ttl.value) !== 0n) return undefined;
    return {
      at: ttl.at,
      message: `metricsQueriesTTL is "${ttl.value}", so that every scrape runs all monitoring queries`,
      ...(!ttl.assumed && {
        fix: {
          title: 'Remove metricsQueriesTTL',
          safe: true,
          edits: cluster.editor.remove(cluster.inDocument(...ttl.at.path)),
        },
      }),
    };
  },
});
