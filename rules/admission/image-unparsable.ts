import { defineRule } from '../../src/rule/index.ts';
import { imageTag, postgresMajorOf } from '../../src/values/image-reference.ts';

export default defineRule({
  id: 'admission/image-unparsable',
  kinds: ['Cluster'],
  about: 'spec.imageName',
  consequence: 'refused',
  preset: 'server',
  until: '1.22',
  looksAtStored: true,
  summary: 'The image of a Cluster that exists says which PostgreSQL it is by its tag',
  why: 'CloudNativePG 1.22 reads the version of both the old and the new image at every change, and its webhook refuses a Cluster in which it cannot.',
  remedy: 'Use a tag that starts with the version, such as `16.3`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/container_images/#image-tag-requirements',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, _, stored) {
    if (!stored) return;
    const path = ['spec', 'imageName'];
    const before = stored.get('string', ...path);
    const after = cluster.get('string', ...path);
    const [image] = [after, before].filter((one) => one && !hasVersion(one.value));
    if (!image || !after) return;
    yield {
      at: after.at,
      message: `The tag of the ${image === after ? '' : 'old '}image "${image.value}" has no PostgreSQL version to compare`,
      ...(image !== after && { related: [{ at: image.at, message: 'The old image' }] }),
    };
  },
});

function hasVersion(image: string): boolean {
  return postgresMajorOf(imageTag(image), true) !== undefined;
}
