import { extensions } from '../../src/facts/extensions.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/extension-image-reference-required',
  kinds: ['Cluster'],
  about: 'spec.postgresql.extensions',
  consequence: 'refused',
  preset: 'server',
  since: '1.27',
  summary: 'An extension names its image, where no image catalog does',
  why: 'The files of an extension are mounted from its image, so the webhook refuses one without. From 1.29 on the image may come from the image catalog of the Cluster.',
  remedy: 'Set `image.reference`; from 1.29 on `spec.imageCatalogRef` may bring it.',
  references: [
    'https://cloudnative-pg.io/documentation/current/imagevolume_extensions/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    const { takesExtensionImageFromCatalog } = context.project.schemas.operator(context.project.target);
    const hasCatalog = cluster.has('spec', 'imageCatalogRef');
    if (takesExtensionImageFromCatalog && hasCatalog) return;
    for (const { path, name, twin } of context.fact(extensions, cluster))
      if (!twin && cluster.isEmpty(...path, 'image', 'reference'))
        yield {
          at: cluster.at(...path, 'image', 'reference'),
          message: `The extension "${name.value}" has no image${hasCatalog ? ', which the catalog does not bring in this version' : ''}`,
        };
  },
});
