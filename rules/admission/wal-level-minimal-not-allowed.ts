import { parametersPath, readsParameters } from '../../src/facts/parameters.ts';
import { isReplicaCluster } from '../../src/facts/replica-cluster.ts';
import { defineRule } from '../../src/rule/index.ts';

const skipArchiving = ['metadata', 'annotations', 'cnpg.io/skipWalArchiving'];

export default defineRule({
  id: 'admission/wal-level-minimal-not-allowed',
  kinds: ['Cluster'],
  about: 'spec.postgresql.parameters.wal_level',
  consequence: 'refused',
  preset: 'server',
  summary: 'The WAL level is minimal only where nothing reads the WAL',
  why:
    'At the level "minimal" the WAL holds too little for standbys, for the archive and for replica clusters. The webhook takes it of ' +
    'a single instance only, which is no replica and whose archiving is switched off by the annotation `cnpg.io/skipWalArchiving: enabled`.',
  remedy: 'Remove `wal_level`, which leaves it at "logical".',
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const level = cluster.get('string', ...parametersPath, 'wal_level');
    if (level?.value !== 'minimal' || !context.fact(readsParameters, cluster)) return undefined;
    const instances = cluster.get('integer', 'spec', 'instances')?.value ?? 1;
    const archives = !cluster.isUnknown(...skipArchiving) && cluster.text(...skipArchiving)?.value !== 'enabled';
    const readers = [
      ...(instances > 1 ? [`has ${instances} instances`] : []),
      ...(archives ? ['archives its WAL'] : []),
      ...(context.fact(isReplicaCluster, cluster) === 'yes' ? ['is a replica of another one'] : []),
    ];
    if (readers.length === 0) return undefined;
    return { at: level.at, message: `wal_level is "minimal", but the cluster ${listed(readers)}` };
  },
});

function listed(clauses: readonly string[]): string {
  return clauses.length < 2 ? clauses.join('') : `${clauses.slice(0, -1).join(', ')} and ${clauses.at(-1) ?? ''}`;
}
