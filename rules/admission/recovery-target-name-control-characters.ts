import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/recovery-target-name-control-characters',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.recovery.recoveryTarget.targetName',
  consequence: 'refused',
  preset: 'server',
  since: '1.28',
  summary: 'A recovery target name is free of control characters',
  why: 'The name becomes a line of the configuration of PostgreSQL, which a line break would end; the webhook refuses control characters from 1.28 on.',
  remedy: 'Write the name on one line: with `|` or `>`, YAML puts a line break at its end.',
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/#recovery-targets',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const target = cluster.get('string', 'spec', 'bootstrap', 'recovery', 'recoveryTarget', 'targetName');
    const code =
      target && [...target.value].map((one) => one.codePointAt(0) ?? 0).find((one) => one < 0x20 || one === 0x7f);
    if (!target || code === undefined) return undefined;
    return {
      at: target.at,
      message: `targetName holds the control character U+${code.toString(16).toUpperCase().padStart(4, '0')}`,
    };
  },
});
