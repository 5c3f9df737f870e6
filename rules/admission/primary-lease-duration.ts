import { leaseTimes } from '../../src/facts/primary-lease.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/primary-lease-duration',
  kinds: ['Cluster'],
  about: 'spec.primaryLease',
  consequence: 'refused',
  preset: 'server',
  since: '1.30',
  summary: 'The primary lease lasts longer than the primary tries to renew it',
  why: 'A primary that still tries to renew a lease that is over could meet a second primary; the webhook refuses this. Left out, the lease lasts 15 seconds and is renewed for 10.',
  remedy: 'Raise `leaseDurationSeconds` or lower `renewDeadlineSeconds`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const { duration, renewDeadline } = context.fact(leaseTimes, cluster);
    if (duration === undefined || renewDeadline === undefined || duration > renewDeadline) return undefined;
    return {
      at: cluster.at('spec', 'primaryLease', 'leaseDurationSeconds'),
      message: `The primary lease lasts ${duration} seconds, but is renewed for ${renewDeadline}`,
    };
  },
});
