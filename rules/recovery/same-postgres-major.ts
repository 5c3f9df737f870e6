import { resolvedImage } from '../../src/facts/resolved-image.ts';
import { sourceClusters } from '../../src/facts/source-clusters.ts';
import { defineRule, type RawFinding, type Resource } from '../../src/rule/index.ts';

export default defineRule({
  id: 'recovery/same-postgres-major',
  kinds: ['Cluster'],
  about: 'spec.externalClusters',
  consequence: 'data-loss',
  preset: 'recommended',
  summary: 'A restored or replica Cluster runs the PostgreSQL major of its source',
  why:
    'A server does not start on the files of another major. A manifest without an image restores with the default of the operator of that ' +
    'day, which may be newer than the backup. On another Debian texts sort differently, and indexes on them are wrong.',
  remedy: 'Give the copy the image of its source, and upgrade it afterwards.',
  exceptions: [
    'initdb.import, which copies data rather than files.',
    'It is a warning where only the release of Debian differs, or where the default of the operator happens to be the major of the source.',
    'Sources that are not in view, or may be one of several, and images that a patch or a placeholder gives.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/',
    'https://cloudnative-pg.io/documentation/current/bootstrap/',
    'https://cloudnative-pg.io/documentation/current/postgres_upgrades/',
  ],

  *check(cluster, context) {
    const own = cluster.isPartial ? undefined : context.fact(resolvedImage, cluster);
    if (own?.major === undefined || isAssumed(cluster)) return;
    for (const { source } of context.fact(sourceClusters, cluster)) {
      const theirs = context.fact(resolvedImage, source);
      if (theirs?.major === undefined || isAssumed(source)) continue;
      const named = `source "${source.name}"`;
      const isDefault = own.from === 'operator';
      const places = (message: string): Pick<RawFinding, 'at' | 'related'> => ({
        at: own.at,
        related: [{ at: theirs.at, message }],
      });
      if (own.major !== theirs.major)
        yield {
          ...places(`PostgreSQL ${theirs.major}`),
          message: `PostgreSQL ${own.major}${isDefault ? ', the default of the operator,' : ''} does not start on the files of ${named}, which runs ${theirs.major}`,
        };
      else if (isDefault && theirs.from !== 'operator')
        yield {
          ...places(`PostgreSQL ${theirs.major}`),
          message: `Without an image the copy runs the default of the operator, now PostgreSQL ${own.major} as ${named}, which another release may change`,
          severity: 'warning',
        };
      else if (own.debian !== undefined && theirs.debian !== undefined && own.debian !== theirs.debian)
        yield {
          ...places(`Debian "${theirs.debian}"`),
          message: `The image is of Debian "${own.debian}" and that of ${named} of "${theirs.debian}", where texts sort differently`,
          severity: 'warning',
        };
    }
  },
});

/** Whether the default of a placeholder gives the image, so that another one may be deployed. */
function isAssumed(cluster: Resource): boolean {
  return [['imageName'], ['imageCatalogRef', 'major']].some((path) => cluster.isAssumed('spec', ...path));
}
