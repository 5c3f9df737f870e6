import type { FactContext, Field, Path, Resource } from '../rule/index.ts';
import { parseExtensionTag } from '../values/extension-image.ts';
import { imageTag } from '../values/image-reference.ts';
import { describeImage, resolvedImage } from './resolved-image.ts';

/** Extensions that are mounted as images into PostgreSQL, and what that is made of. */
export interface ImageExtensions {
  /** The list. */
  readonly path: Path;
  /** What PostgreSQL is, and where that is said. */
  readonly major: number | undefined;
  readonly debian: string | undefined;
  readonly images: readonly Field<string>[];
}

const ofCluster = ['spec', 'postgresql', 'extensions'];

/** Which lists of extensions does a Cluster or a catalog have? */
export function imageExtensions(resource: Resource, context: FactContext): readonly ImageExtensions[] {
  if (resource.kind === 'Cluster') {
    // Most have none.
    if (!resource.has(...ofCluster)) return [];
    const image = context.fact(resolvedImage, resource);
    // The operator's default is only known with the operator.
    const isKnown = image?.from !== 'operator' || context.project.scope.isTargetChosen;
    return lists(resource, ofCluster, isKnown ? image?.major : undefined, image?.debian);
  }
  return resource.list('object', 'spec', 'images').flatMap(({ at: { path } }) => {
    const major = resource.get('integer', ...path, 'major');
    const image = resource.get('string', ...path, 'image');
    const said = image && describeImage(image.value);
    const known = major?.assumed ? undefined : (major?.value ?? said?.major);
    return lists(resource, [...path, 'extensions'], known, said?.debian);
  });
}

function lists(
  resource: Resource,
  path: Path,
  major: number | undefined,
  debian: string | undefined,
): ImageExtensions[] {
  const items = resource.list('object', ...path);
  const images = items.flatMap(({ at }) => resource.get('string', ...at.path, 'image', 'reference') ?? []);
  return items.length === 0 ? [] : [{ path, major, debian, images }];
}

/** What the tag of an extension's image says that does not fit PostgreSQL, in words. */
export function misfit({ value, assumed }: Field<string>, { major, debian }: ImageExtensions): string | undefined {
  const tag = assumed ? undefined : parseExtensionTag(imageTag(value));
  if (!tag) return undefined;
  if (major !== undefined && tag.major !== major)
    return `is for PostgreSQL ${tag.major}, and runs in PostgreSQL ${major}`;
  const isOther = debian !== undefined && tag.distribution !== debian;
  return isOther ? `is made for Debian ${tag.distribution}, and runs in an image of Debian ${debian}` : undefined;
}
