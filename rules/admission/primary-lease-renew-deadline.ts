import { leaseTimes } from '../../src/facts/primary-lease.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/primary-lease-renew-deadline',
  kinds: ['Cluster'],
  about: 'spec.primaryLease',
  consequence: 'refused',
  preset: 'server',
  since: '1.30',
  summary: 'The primary has time for more than one try to renew its lease',
  why: 'The webhook wants the deadline to be more than 1.2 times the period between two tries. Left out, the deadline is 10 seconds and the period 2.',
  remedy: 'Raise `renewDeadlineSeconds` or lower `retryPeriodSeconds`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const { renewDeadline, retryPeriod } = context.fact(leaseTimes, cluster);
    if (renewDeadline === undefined || retryPeriod === undefined || 5 * renewDeadline > 6 * retryPeriod)
      return undefined;
    return {
      at: cluster.at('spec', 'primaryLease', 'renewDeadlineSeconds'),
      message: `The primary lease is to be renewed within ${renewDeadline} seconds, but tried every ${retryPeriod} seconds only`,
    };
  },
});
