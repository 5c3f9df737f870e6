import { refusedRecoverySource } from '../../src/facts/external-clusters.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/recovery-source-unusable',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.recovery.source',
  consequence: 'refused',
  preset: 'server',
  since: '1.23',
  summary: 'The source of a recovery is an external cluster with backups',
  why: 'A recovery starts from a base backup. The webhook refuses a source whose external cluster leads to none: it asks for an object store, from 1.25 on for that or a plugin, and from 1.27 on is content with a connection too.',
  remedy:
    'Give the external cluster a `barmanObjectStore` or a `plugin`, or copy the server with bootstrap.pg_basebackup.',
  exceptions: ['A Cluster whose external clusters are patched.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/#recovery-from-an-object-store',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const refused = refusedRecoverySource(cluster, context);
    if (!refused) return undefined;
    const accepted = context.project.schemas.operator(context.project.target).recoverySources;
    return {
      at: cluster.at('spec', 'bootstrap', 'recovery', 'source'),
      message: `External cluster "${refused.name}" has nothing to recover from: no ${accepted.join(', no ')}`,
      related: [{ at: cluster.at(...refused.path, 'name'), message: 'The external cluster' }],
    };
  },
});
