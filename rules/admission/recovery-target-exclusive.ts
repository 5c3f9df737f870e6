import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/recovery-target-exclusive',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.recovery.recoveryTarget',
  consequence: 'refused',
  preset: 'server',
  summary: 'A recovery has one target',
  why: 'PostgreSQL stops a recovery at one point. The webhook refuses two of `targetTime`, `targetLSN`, `targetXID`, `targetName` and `targetImmediate`, the last even if it is false.',
  remedy: 'Keep the target that is meant, and remove the others.',
  exceptions: ['`targetTLI`, `backupID` and `exclusive` go with any target.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/#recovery-targets',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const path = ['spec', 'bootstrap', 'recovery', 'recoveryTarget'];
    const texts = ['targetTime', 'targetLSN', 'targetXID', 'targetName'].filter(
      (name) => (cluster.get('string', ...path, name)?.value ?? '') !== '',
    );
    const isImmediate = cluster.get('boolean', ...path, 'targetImmediate') !== undefined;
    const targets = [...texts, ...(isImmediate ? ['targetImmediate'] : [])];
    if (targets.length < 2) return undefined;
    return {
      at: cluster.key(...path),
      message: `A recovery stops at one target, and this one has ${targets.map((name) => `"${name}"`).join(' and ')}`,
      related: targets.map((name) => ({ at: cluster.key(...path, name), message: 'A target' })),
    };
  },
});
