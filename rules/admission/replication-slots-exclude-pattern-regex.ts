import { defineRule } from '../../src/rule/index.ts';
import { goRegexpFault } from '../../src/values/go-regexp.ts';

const slots = ['spec', 'replicationSlots'];

export default defineRule({
  id: 'admission/replication-slots-exclude-pattern-regex',
  kinds: ['Cluster'],
  about: 'spec.replicationSlots.synchronizeReplicas.excludePatterns',
  consequence: 'refused',
  preset: 'server',
  since: '1.23',
  summary: 'The patterns of slots that are not synchronised are regular expressions of Go',
  why: 'The webhook refuses what Go cannot compile, such as look-ahead and references back to a group, which other languages have.',
  remedy: 'Write the pattern in the RE2 syntax.',
  exceptions: ['Patterns of a cluster that neither synchronises slots nor has any for its standbys.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/replication/#synchronization-of-user-defined-replication-slots',
    'https://github.com/google/re2/wiki/Syntax',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster) {
    const isOn = (part: string): boolean => {
      const path = [...slots, part, 'enabled'];
      return !cluster.isUnknown(...path) && cluster.value(...path) !== false;
    };
    if (!isOn('synchronizeReplicas') && !isOn('highAvailability')) return;
    for (const pattern of cluster.list('string', ...slots, 'synchronizeReplicas', 'excludePatterns')) {
      const fault = goRegexpFault(pattern.value);
      if (fault !== undefined)
        yield { at: pattern.at, message: `"${pattern.value}" is not a regular expression that Go reads: ${fault}` };
    }
  },
});
