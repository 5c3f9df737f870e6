import { effective } from '../../src/facts/effective.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { majorPlace, postgresMajor } from '../../src/facts/postgres-major.ts';
import { runningImage } from '../../src/facts/running-image.ts';
import { sourceClusters } from '../../src/facts/source-clusters.ts';
import { defineRule, type FactContext, type Resource } from '../../src/rule/index.ts';
import { debianReleaseOf, imageTag } from '../../src/values/image-reference.ts';

const image = [
  ['spec', 'imageName'],
  ['spec', 'imageCatalogRef'],
] as const;

export default defineRule({
  id: 'recovery/same-postgres-major',
  kinds: ['Cluster'],
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
    for (const { source } of cluster.isPartial ? [] : context.fact(sourceClusters, cluster)) {
      if (
        [cluster, source].some((one) =>
          image.some((path) => one.isAssumed(...path) || mayBePatched(one, context, ...path)),
        )
      )
        continue;
      const [own, theirs] = [majorOf(cluster, context), majorOf(source, context)];
      if (own === undefined || theirs === undefined) continue;
      const isPinned = (one: Resource): boolean => image.some((path) => one.has(...path));
      const at = isPinned(cluster) ? majorPlace(cluster) : cluster.at('spec', 'imageName');
      const related = [
        { at: isPinned(source) ? majorPlace(source) : source.at('spec', 'imageName'), message: `PostgreSQL ${theirs}` },
      ];
      const named = `source "${source.name}"`;
      if (own !== theirs)
        yield {
          at,
          message: `PostgreSQL ${own}${isPinned(cluster) ? '' : ', the default of the operator,'} does not start on the files of ${named}, which runs ${theirs}`,
          related,
        };
      else if (!isPinned(cluster) && isPinned(source))
        yield {
          at,
          message: `Without an image the copy runs the default of the operator, now PostgreSQL ${own} as ${named}, which another release may change`,
          severity: 'warning',
          related,
        };
      else {
        const [debian, other] = [cluster, source].map((one) =>
          debianReleaseOf(imageTag(context.fact(runningImage, one) ?? '')),
        );
        if (debian === undefined || other === undefined || debian === other) continue;
        yield {
          at,
          message: `The image is of Debian "${debian}" and that of ${named} of "${other}", where texts sort differently`,
          severity: 'warning',
          related: related.map(({ at: place }) => ({ at: place, message: `Debian "${other}"` })),
        };
      }
    }
  },
});

function majorOf(cluster: Resource, context: FactContext): number | undefined {
  return context.fact(postgresMajor, context.fact(effective, cluster));
}
