import { defineFact, type FactContext, type Place, type Resource } from '../rule/index.ts';
import { imageTag, postgresMajorOf } from '../values/image-reference.ts';
import { remember } from '../values/remember.ts';
import { mayBePatched } from './patches.ts';
import { majorPlace } from './postgres-major.ts';

/** What a Cluster runs, as far as its manifests tell. */
export interface ResolvedImage {
  /** Who tells: the Cluster, the catalog that it names, or nobody, so that it is the operator's default. */
  readonly from: 'cluster' | 'catalog' | 'operator';
  /** Where the Cluster says it. */
  readonly at: Place;
  /** Where the catalog says it. */
  readonly entry?: Place;
  /** Nothing when the catalog is not among the manifests, or there are several that disagree. */
  readonly reference?: string;
  readonly major?: number;
  readonly flavour?: string;
  /** The release of Debian that it is made of. */
  readonly debian?: string;
}

/** Which image does a Cluster run? Nothing when a placeholder or a patch decides, or when a mere part of a Cluster does not say. */
export const resolvedImage = defineFact<Resource, ResolvedImage | undefined>({
  name: 'resolved-image',
  compute(cluster, context) {
    const { schemas, target } = context.project;
    const isOpen = ['imageName', 'imageCatalogRef'].some((field) => mayBePatched(cluster, context, 'spec', field));
    if (isOpen) return undefined;
    const at = majorPlace(cluster);
    if (cluster.has('spec', 'imageCatalogRef')) return fromCatalog(cluster, context, at);
    if (!cluster.isEmpty('spec', 'imageName')) {
      const image = cluster.get('string', 'spec', 'imageName');
      return image && { from: 'cluster', at, ...describeImage(image.value) };
    }
    if (cluster.isPartial || !cluster.get('object', 'spec')) return undefined;
    return { from: 'operator', at, ...describeImage(schemas.operator(target).defaultImage) };
  },
});

/** The major is the Cluster's choice; the image is that of every catalog that may be meant, if they agree. */
function fromCatalog(cluster: Resource, { project }: FactContext, at: Place): ResolvedImage | undefined {
  const [kind, name] = ['kind', 'name'].map((key) => cluster.get('string', 'spec', 'imageCatalogRef', key)?.value);
  const major = cluster.get('integer', 'spec', 'imageCatalogRef', 'major')?.value;
  if (major === undefined) return undefined;
  const entries = project.named(cluster, kind ?? '', name ?? '').flatMap((catalog) =>
    catalog.list('object', 'spec', 'images').flatMap(({ value, at: item }) => {
      const image = value['major'] === major ? catalog.get('string', ...item.path, 'image') : undefined;
      return image ? [image] : [];
    }),
  );
  const [first] = entries;
  if (!first || entries.some(({ value }) => value !== first.value)) return { from: 'cluster', at, major };
  return { ...describeImage(first.value), from: 'catalog', at, entry: first.at, major };
}

/** What the reference of an image says of it. */
export const describeImage = remember(
  (reference): Pick<ResolvedImage, 'reference' | 'major' | 'flavour' | 'debian'> => {
    const tag = imageTag(reference);
    const major = postgresMajorOf(tag);
    const flavour = /-(minimal|standard|system)(?:-|$)/u.exec(tag)?.[1];
    const debian = /-(bullseye|bookworm|trixie)(?:-|$)/u.exec(tag)?.[1];
    return {
      reference,
      ...(major !== undefined && { major }),
      ...(flavour !== undefined && { flavour }),
      ...(debian !== undefined && { debian }),
    };
  },
);
