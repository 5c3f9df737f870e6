import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/pooler-metrics-tls-client-secret-required',
  kinds: ['Pooler'],
  about: 'spec.monitoring.tls.enabled',
  consequence: 'refused',
  preset: 'server',
  since: '1.30',
  summary:
    'A Pooler whose metrics are served by TLS has a certificate of its own when the operator makes its PodMonitor',
  why: 'The PodMonitor has to name the secret with the certificate of the metrics, so the webhook refuses a Pooler without `clientTLSSecret`.',
  remedy:
    'Name the secret in `pgbouncer.clientTLSSecret`, or leave the PodMonitor to yourself and remove `enablePodMonitor`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/connection_pooling/#monitoring',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/pooler_webhook.go',
  ],

  checkAdmission(pooler) {
    const tls = pooler.get('boolean', 'spec', 'monitoring', 'tls', 'enabled');
    const monitor = pooler.get('boolean', 'spec', 'monitoring', 'enablePodMonitor');
    if (!tls?.value || !monitor?.value) return undefined;
    if (!pooler.isEmpty('spec', 'pgbouncer', 'clientTLSSecret', 'name')) return undefined;
    return {
      at: pooler.at('spec', 'pgbouncer', 'clientTLSSecret'),
      message: 'There is no "clientTLSSecret" for the metrics that are served by TLS',
      related: [
        { at: tls.at, message: 'Metrics are served by TLS' },
        { at: monitor.at, message: 'The operator makes a PodMonitor' },
      ],
    };
  },
});
