import { majorPlace, postgresMajor } from '../../src/facts/postgres-major.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/image-major-upgrade-target',
  kinds: ['Cluster'],
  about: 'spec',
  consequence: 'refused',
  preset: 'server',
  since: '1.26',
  looksAtStored: true,
  summary: 'An upgrade of PostgreSQL goes to a major version that the operator upgrades to',
  why: 'The operator upgrades in place to newer majors only: the webhook refuses an older target.',
  remedy: 'Upgrade to PostgreSQL 16 or newer.',
  exceptions: ['A stored Cluster without a status that says what its data is of.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/postgres_upgrades/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context, stored) {
    const data = stored?.get('integer', 'status', 'pgDataImageInfo', 'majorVersion');
    const after = context.fact(postgresMajor, cluster);
    const least = context.project.schemas.operator(context.project.target).majorUpgradeTarget;
    if (!data || after === undefined || data.value >= after || after >= least) return undefined;
    return {
      at: majorPlace(cluster),
      message: `PostgreSQL ${data.value} cannot be upgraded to ${after}, only to ${least} or newer`,
      related: [{ at: data.at, message: `The data is of PostgreSQL ${data.value}` }],
    };
  },
});
