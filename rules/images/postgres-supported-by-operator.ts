import { resolvedImage } from '../../src/facts/resolved-image.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'images/postgres-supported-by-operator',
  kinds: ['Cluster'],
  consequence: 'refused',
  preset: 'recommended',
  summary: 'A Cluster runs a PostgreSQL major that the release of the operator supports',
  why: 'Nobody has tried the operator with other majors: its configuration or its backups may not fit a newer one, and an older one is refused, or gets no fixes.',
  remedy: 'Upgrade the one that lags behind: PostgreSQL, or the operator.',
  exceptions: [
    'Clusters that leave the image to the operator.',
    'Unless a release is asked for (`cnpgVersion`), one that still runs is a warning, and nothing is said of a newer major than the newest known release supports.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/supported_releases/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/docs/src/release_notes/old/v1.27.md',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/docs/src/release_notes/old/v1.28.md',
  ],

  check(cluster, { fact, project }) {
    const { schemas, scope, target } = project;
    const image = fact(resolvedImage, cluster);
    const major = image?.major;
    const life = schemas.lifecycle.operator(target.cnpg);
    if (major === undefined || major < 1 || !image || !life || image.from === 'operator') return undefined;
    const { oldest, newest } = life.postgres;
    const isTooNew = major > newest;
    if ((major >= oldest && !isTooNew) || (isTooNew && !scope.isTargetChosen)) return undefined;
    const isRunning = isTooNew || major >= schemas.operator(target).minimumPostgres;
    return {
      at: image.at,
      message: `CloudNativePG ${target.cnpg} supports PostgreSQL ${oldest} to ${newest}, and not ${major}`,
      ...(isRunning && !scope.isTargetChosen && { severity: 'warning' }),
    };
  },
});
