import { shownValue } from '../../src/facts/shown-value.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/recovery-target-xid-format',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.recovery.recoveryTarget.targetXID',
  consequence: 'refused',
  preset: 'server',
  since: '1.28',
  summary: 'A recovery target transaction ID is a whole number of 32 bits',
  why: 'PostgreSQL counts transactions in 32 bits; the webhook refuses what is no such number, from 1.28 on.',
  remedy:
    'Write the transaction ID in decimal digits, without the epoch that `pg_current_xact_id()` puts above the lower 32 bits.',
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/#recovery-targets',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const target = cluster.get('string', 'spec', 'bootstrap', 'recovery', 'recoveryTarget', 'targetXID');
    if (!target || target.value === '' || isXid(target.value)) return undefined;
    return {
      at: target.at,
      message: `targetXID ${shownValue(cluster, target.at.path)} is no whole number from 0 to 4294967295`,
    };
  },
});

function isXid(text: string): boolean {
  if (!/^[0-9]+$/u.test(text)) return false;
  const digits = text.replace(/^0+/u, '');
  return digits.length <= 10 && Number(digits) < 2 ** 32;
}
