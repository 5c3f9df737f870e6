import { shownValue } from '../../src/facts/shown-value.ts';
import { defineRule } from '../../src/rule/index.ts';
import { isTargetTime } from '../../src/values/target-time.ts';

export default defineRule({
  id: 'admission/recovery-target-time-format',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.recovery.recoveryTarget.targetTime',
  consequence: 'refused',
  preset: 'server',
  summary: 'A recovery target time is one that the operator understands',
  why: 'The webhook refuses a time that it cannot read. It reads the form of SQL, with seconds and a zone in numbers, and that of RFC 3339.',
  remedy: 'Write the time as "2026-03-01 08:30:00+00" or "2026-03-01T08:30:00Z", with seconds and a numeric zone.',
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/#recovery-targets',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const target = cluster.get('string', 'spec', 'bootstrap', 'recovery', 'recoveryTarget', 'targetTime');
    if (!target || target.value === '' || isTargetTime(target.value)) return undefined;
    return {
      at: target.at,
      message: `targetTime ${shownValue(cluster, target.at.path)} is no time that the operator understands`,
    };
  },
});
