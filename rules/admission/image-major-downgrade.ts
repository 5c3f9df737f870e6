import { majorPlace, postgresMajor } from '../../src/facts/postgres-major.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/image-major-downgrade',
  kinds: ['Cluster'],
  about: 'spec',
  consequence: 'refused',
  preset: 'server',
  since: '1.26',
  looksAtStored: true,
  summary: 'A Cluster does not go back to an older PostgreSQL major version',
  why: 'PostgreSQL cannot read the files of a newer major, so the webhook refuses an image older than the data.',
  remedy: 'Use an image of at least the major that the data is of.',
  exceptions: [
    'A stored manifest without a status is taken to have its data in the version of its image, from preset `recommended` on.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/postgres_upgrades/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context, stored) {
    const after = stored && context.fact(postgresMajor, cluster);
    if (!stored || after === undefined) return undefined;
    const data = stored.get('integer', 'status', 'pgDataImageInfo', 'majorVersion');
    // A manifest has no status; what runs by it has, and its data is of the version that the image was of.
    const before = data?.value ?? (stored.has('status') ? undefined : context.fact(postgresMajor, stored));
    if (before === undefined || before <= after) return undefined;
    return {
      at: majorPlace(cluster),
      message: `The image is of PostgreSQL ${after}, but the data is of PostgreSQL ${before} already`,
      related: [{ at: data?.at ?? majorPlace(stored), message: `The data is of PostgreSQL ${before}` }],
      ...(!data && { isOurs: true }),
    };
  },
});
