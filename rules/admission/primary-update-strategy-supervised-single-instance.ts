import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/primary-update-strategy-supervised-single-instance',
  kinds: ['Cluster'],
  about: 'spec.primaryUpdateStrategy',
  consequence: 'refused',
  preset: 'server',
  summary: 'A supervised update of the primary needs a second instance to switch over to',
  why: 'With `supervised` the operator waits for a switchover by hand. A single instance has nowhere to switch over to, so the webhook refuses it.',
  remedy: 'Use `unsupervised`, or at least two instances.',
  references: [
    'https://cloudnative-pg.io/documentation/current/rolling_update/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const strategy = cluster.get('string', 'spec', 'primaryUpdateStrategy');
    const instances = cluster.get('integer', 'spec', 'instances');
    if (strategy?.value !== 'supervised' || instances?.value !== 1) return undefined;
    const isWritten = cluster.isWritten('spec', 'instances');
    return {
      at: strategy.at,
      message: `primaryUpdateStrategy is "supervised", but the Cluster has a single instance${isWritten ? '' : ' by default'}`,
      ...(instances.assumed && { severity: 'warning' }),
      ...(isWritten && { related: [{ at: instances.at, message: 'A single instance' }] }),
    };
  },
});
