import { shownValue } from '../../src/facts/shown-value.ts';
import { defineRule } from '../../src/rule/index.ts';
import { parseInteger } from '../../src/values/go-numbers.ts';

export default defineRule({
  id: 'admission/recovery-target-timeline-format',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.recovery.recoveryTarget.targetTLI',
  consequence: 'refused',
  preset: 'server',
  summary: 'A recovery target timeline is "latest" or a positive number',
  why: 'PostgreSQL numbers timelines from 1; the webhook takes such a number or `latest`, and refuses anything else.',
  remedy: 'Set `targetTLI` to the number of a timeline or to "latest", or leave it out, which is the latest.',
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/#recovery-targets',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const target = cluster.get('string', 'spec', 'bootstrap', 'recovery', 'recoveryTarget', 'targetTLI');
    if (!target || target.value === '' || target.value === 'latest' || (parseInteger(target.value) ?? 0n) > 0n)
      return undefined;
    return {
      at: target.at,
      message: `targetTLI ${shownValue(cluster, target.at.path)} is neither "latest" nor a positive number`,
    };
  },
});
