import { majorPlace, postgresMajor } from '../../src/facts/postgres-major.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/image-major-downgrade',
  kinds: ['Cluster'],
  about: 'spec',
  consequence: 'refused',
  preset: 'server',
  since: '1.26',
  summary: 'A Cluster does not go back to an older PostgreSQL major version',
  why: 'PostgreSQL cannot read the files of a newer major, so the webhook refuses an image older than the data.',
  remedy: 'Use an image of at least the major that the data is of.',
  exceptions: ['A stored Cluster without a status that says what its data is of.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/postgres_upgrades/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context, stored) {
    const data = stored?.get('integer', 'status', 'pgDataImageInfo', 'majorVersion');
    const after = context.fact(postgresMajor, cluster);
    if (!data || after === undefined || data.value <= after) return undefined;
    return {
      at: majorPlace(cluster),
      message: `The image is of PostgreSQL ${after}, but the data is of PostgreSQL ${data.value} already`,
      related: [{ at: data.at, message: `The data is of PostgreSQL ${data.value}` }],
    };
  },
});
