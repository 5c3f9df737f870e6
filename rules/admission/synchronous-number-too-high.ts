import { synchronousReplication } from '../../src/facts/synchronous.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/synchronous-number-too-high',
  kinds: ['Cluster'],
  about: 'spec.postgresql.synchronous.number',
  consequence: 'refused',
  preset: 'server',
  since: '1.24',
  summary: 'The number of synchronous standbys is below the number of servers',
  why: 'A commit would wait for more standbys than there can be. The webhook counts the instances, of which one is the primary, and the names in `standbyNamesPre` and `standbyNamesPost`.',
  remedy: 'Lower `number`, or add instances.',
  references: [
    'https://cloudnative-pg.io/documentation/current/replication/#synchronous-replication',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const instances = cluster.get('integer', 'spec', 'instances');
    const synchronous = synchronousReplication(cluster);
    if (!instances || !synchronous || synchronous.number < instances.value + synchronous.listed) return undefined;
    const most = Math.max(0, instances.value + synchronous.listed - 1);
    const isWritten = cluster.isWritten('spec', 'instances');
    return {
      at: cluster.at('spec', 'postgresql', 'synchronous', 'number'),
      message: `synchronous.number is ${synchronous.number}, but there are ${most} standbys at most`,
      ...(isWritten && { related: [{ at: instances.at, message: 'The instances, one of which is the primary' }] }),
    };
  },
});
