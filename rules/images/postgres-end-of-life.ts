import { resolvedImage } from '../../src/facts/resolved-image.ts';
import { defineRule } from '../../src/rule/index.ts';

const day = 24 * 60 * 60 * 1000;

export default defineRule<{ readonly soon: number }>({
  id: 'images/postgres-end-of-life',
  kinds: ['Cluster'],
  consequence: 'deprecated',
  preset: 'recommended',
  summary: 'A Cluster runs a PostgreSQL major that still gets updates',
  why: 'After its end of life a major gets no more fixes, of security holes neither, and the operator soon stops supporting it.',
  remedy: 'Plan the upgrade to a newer major.',
  exceptions: [
    'A major that ends within the days of the option `soon` is advice.',
    'Clusters that leave the image to the operator, and external clusters, such as the source of an import.',
  ],
  references: [
    'https://www.postgresql.org/support/versioning/',
    'https://cloudnative-pg.io/documentation/current/postgres_upgrades/',
    'https://cloudnative-pg.io/documentation/current/supported_releases/',
  ],
  options: {
    schema: { soon: { type: 'integer', minimum: 0, description: 'How many days before its end a major is reported.' } },
    defaults: { soon: 180 },
  },

  check(cluster, { fact, project, options }) {
    const image = fact(resolvedImage, cluster);
    if (image?.major === undefined || image.from === 'operator') return undefined;
    const life = project.schemas.lifecycle.postgres(image.major);
    if (!life) return undefined;
    const today = project.scope.now.toISOString().slice(0, 10);
    const left = Math.round((Date.parse(life.endOfLife) - Date.parse(today)) / day);
    if (left > options.soon) return undefined;
    const what = `PostgreSQL ${life.major}`;
    if (left < 0) return { at: image.at, message: `${what} is past its end of life, ${life.endOfLife}` };
    const when = left === 0 ? 'today' : `in ${left} ${left === 1 ? 'day' : 'days'}, on ${life.endOfLife}`;
    return { at: image.at, severity: 'info', message: `${what} reaches its end of life ${when}` };
  },
});
