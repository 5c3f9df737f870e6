import { defineRule } from '../../src/rule/index.ts';
import { imageTag, postgresMajorOf } from '../../src/values/image-reference.ts';

export default defineRule({
  id: 'admission/image-tag-version-invalid',
  kinds: ['Cluster'],
  about: 'spec.imageName',
  consequence: 'refused',
  preset: 'server',
  summary: 'The tag of an image starts with the PostgreSQL version',
  why:
    'The operator reads the PostgreSQL version from the start of the tag. The webhook refuses an image without one, with the tag `latest`, ' +
    'and with a digest alone: it could not tell a harmless update from a new major.',
  remedy:
    'Write a tag that starts with the version, such as `17.6` or `17.6-standard-bookworm`; a digest may follow it.',
  references: [
    'https://cloudnative-pg.io/documentation/current/container_images/#image-tag-requirements',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, { project: { schemas, target } }) {
    const image = cluster.get('string', 'spec', 'imageName');
    if (!image || image.value === '') return undefined;
    const tag = imageTag(image.value);
    const { hasStrictVersions } = schemas.operator(target);
    if (postgresMajorOf(tag, hasStrictVersions) !== undefined) return undefined;
    const isOdd = hasStrictVersions && postgresMajorOf(tag) !== undefined;
    const fault = isOdd
      ? `has the tag "${tag}", whose version CloudNativePG ${target.cnpg} does not understand`
      : faultOf(image.value, tag);
    return { at: image.at, message: `"${image.value}" ${fault}` };
  },
});

function faultOf(image: string, tag: string): string {
  if (tag === '') return 'has a digest alone, and no tag that tells the PostgreSQL version';
  if (tag !== 'latest') return `has the tag "${tag}", which does not start with a PostgreSQL version`;
  const isWritten = image.endsWith(':latest') || image.includes(':latest@');
  return isWritten
    ? 'has the tag "latest", which does not tell the PostgreSQL version'
    : 'has no tag, which means "latest" and does not tell the PostgreSQL version';
}
