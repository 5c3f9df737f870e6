import { majorPlace, postgresMajor } from '../../src/facts/postgres-major.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/image-major-change',
  kinds: ['Cluster'],
  about: 'spec',
  consequence: 'refused',
  preset: 'server',
  until: '1.25',
  looksAtStored: true,
  summary: 'A Cluster keeps its PostgreSQL major version',
  why: 'Until 1.25 the operator cannot upgrade a Cluster in place, so the webhook refuses an image of another major.',
  remedy: 'Go back to an image of the same major, or import the data into a new Cluster.',
  references: [
    'https://cloudnative-pg.io/documentation/current/postgres_upgrades/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context, stored) {
    if (!stored) return undefined;
    const before = context.fact(postgresMajor, stored);
    const after = context.fact(postgresMajor, cluster);
    if (before === undefined || after === undefined || before === after) return undefined;
    return {
      at: majorPlace(cluster),
      message: `The PostgreSQL major of a Cluster that exists changes from ${before} to ${after}`,
      related: [{ at: majorPlace(stored), message: `It was ${before}` }],
    };
  },
});
