import { defineRule } from '../../src/rule/index.ts';
import { byteLength } from '../../src/values/labels.ts';

export default defineRule({
  id: 'admission/recovery-target-name-too-long',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.recovery.recoveryTarget.targetName',
  consequence: 'refused',
  preset: 'server',
  since: '1.28',
  summary: 'A recovery target name is shorter than 64 bytes',
  why: 'PostgreSQL keeps 63 bytes of the name of a restore point; the webhook refuses a longer one from 1.28 on.',
  remedy: 'Write the name of the restore point as it was given to `pg_create_restore_point()`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/#recovery-targets',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const target = cluster.get('string', 'spec', 'bootstrap', 'recovery', 'recoveryTarget', 'targetName');
    if (!target || byteLength(target.value) < 64) return undefined;
    return {
      at: target.at,
      message: `targetName has ${byteLength(target.value)} bytes, and a restore point at most 63`,
    };
  },
});
