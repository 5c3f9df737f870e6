import { defineFact, type Resource } from '../rule/index.ts';
import { effective } from './effective.ts';
import { referents } from './referents.ts';

/** Which image does a Cluster run: its own, that of its catalog, or the operator's default? Nothing where that is not known. */
export const runningImage = defineFact<Resource, string | undefined>({
  name: 'running-image',
  compute(cluster, context) {
    const catalog = ['spec', 'imageCatalogRef'];
    if (!cluster.has(...catalog)) {
      const image = context.fact(effective, cluster).get('string', 'spec', 'imageName');
      return image?.assumed === true ? undefined : image?.value;
    }
    const kind = cluster.get('string', ...catalog, 'kind')?.value ?? '';
    const name = cluster.get('string', ...catalog, 'name')?.value ?? '';
    const major = cluster.get('integer', ...catalog, 'major')?.value;
    const images = referents(context.project, cluster, kind, name).map((resource) => imageOf(resource, major));
    return images.every((image) => image === images[0]) ? images[0] : undefined;
  },
});

function imageOf(catalog: Resource, major: number | undefined): string | undefined {
  const entries = [...(catalog.get('array', 'spec', 'images')?.value.keys() ?? [])];
  const index = entries.find((entry) => catalog.get('integer', 'spec', 'images', entry, 'major')?.value === major);
  return index === undefined ? undefined : catalog.get('string', 'spec', 'images', index, 'image')?.value;
}
