import { shownValue } from '../../src/facts/shown-value.ts';
import { defineRule } from '../../src/rule/index.ts';
import { isLsn } from '../../src/values/lsn.ts';

export default defineRule({
  id: 'admission/recovery-target-lsn-format',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.recovery.recoveryTarget.targetLSN',
  consequence: 'refused',
  preset: 'server',
  summary: 'A recovery target LSN is a log sequence number',
  why: 'A position in the write-ahead log is two hexadecimal numbers with a slash between; the webhook refuses anything else.',
  remedy: 'Write the LSN as `pg_current_wal_lsn()` shows it, such as "16/B374D848".',
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/#recovery-targets',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const target = cluster.get('string', 'spec', 'bootstrap', 'recovery', 'recoveryTarget', 'targetLSN');
    const { hasSignedLsn } = context.project.schemas.operator(context.project.target);
    if (!target || target.value === '' || isLsn(target.value, hasSignedLsn)) return undefined;
    return {
      at: target.at,
      message: `targetLSN ${shownValue(cluster, target.at.path)} is no log sequence number`,
    };
  },
});
