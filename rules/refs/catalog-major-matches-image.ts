import { defineRule } from '../../src/rule/index.ts';
import { imageTag, postgresMajorOf } from '../../src/values/image-reference.ts';

export default defineRule({
  id: 'refs/catalog-major-matches-image',
  kinds: ['ImageCatalog', 'ClusterImageCatalog'],
  about: 'spec.images',
  consequence: 'data-loss',
  preset: 'recommended',
  since: '1.23',
  summary: 'An entry of a catalog is for the PostgreSQL major that its image holds',
  why: 'The operator believes the number: it begins the upgrade to a major that the image is not of, or starts a server that cannot read the data.',
  remedy: 'Correct the number, or the tag.',
  exceptions: ['An image with a digest alone, or with a tag that does not begin with a version.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/image_catalog/',
    'https://cloudnative-pg.io/documentation/current/container_images/',
  ],

  *check(catalog) {
    for (const { at } of catalog.list('object', 'spec', 'images')) {
      const major = catalog.get('integer', ...at.path, 'major');
      const image = catalog.get('string', ...at.path, 'image');
      if (!major || !image || major.assumed || image.assumed) continue;
      const own = postgresMajorOf(imageTag(image.value));
      if (own === undefined || own === major.value) continue;
      yield {
        at: major.at,
        message: `The entry for major "${major.value}" has the image "${image.value}" of PostgreSQL ${own}`,
        related: [{ at: image.at, message: `PostgreSQL ${own}` }],
      };
    }
  },
});
