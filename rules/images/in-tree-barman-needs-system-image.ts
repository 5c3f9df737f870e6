import { recoverySources } from '../../src/facts/external-clusters.ts';
import { type ResolvedImage, resolvedImage } from '../../src/facts/resolved-image.ts';
import { defineRule, type Path, type RawFix, type Resource } from '../../src/rule/index.ts';

const ownStore = ['spec', 'backup', 'barmanObjectStore'];

export default defineRule({
  id: 'images/in-tree-barman-needs-system-image',
  kinds: ['Cluster'],
  consequence: 'data-loss',
  preset: 'recommended',
  until: '1.30',
  summary: 'A Cluster that backs up or restores without a plugin runs an image with Barman Cloud',
  why:
    'The in-tree backup runs barman-cloud inside the PostgreSQL container, and of the images of CloudNativePG only those of flavour "system" hold it: ' +
    'archiving fails from the first WAL file on, and the volume fills.',
  remedy: 'Use the "system" flavour of the image, or move the backups to the Barman Cloud plugin.',
  exceptions: ['Images that are not made by the CloudNativePG project, whatever their tags say.'],
  references: [
    'https://github.com/cloudnative-pg/postgres-containers#readme',
    'https://github.com/cloudnative-pg/postgres-containers/issues/276',
    'https://github.com/cloudnative-pg/postgres-containers/issues/169',
    'https://github.com/cozystack/cozystack/issues/3300',
  ],

  check(cluster, context) {
    if (!cluster.has(...ownStore) && !cluster.has('spec', 'externalClusters')) return undefined;
    const image = context.fact(resolvedImage, cluster);
    const { flavour, reference = '' } = image ?? {};
    if (!image || flavour === undefined || flavour === 'system' || !/(?:^|\/)cloudnative-pg\//u.test(reference))
      return undefined;
    const stores: readonly Path[] = [
      ownStore,
      ...context.fact(recoverySources, cluster).map(({ path }) => [...path, 'barmanObjectStore']),
    ];
    const store = stores.find((path) => cluster.has(...path));
    if (!store) return undefined;
    return {
      at: image.at,
      message: `Image "${reference}" is of flavour "${flavour}", which lacks the Barman Cloud that the object store needs`,
      related: [
        { at: cluster.key(...store), message: 'Needs barman-cloud in the image' },
        ...(image.entry ? [{ at: image.entry, message: 'The image of the catalog' }] : []),
      ],
      ...fixOf(cluster, image),
    };
  },
});

/** The same version in another flavour, unless a digest pins it or the catalog is to change. */
function fixOf(cluster: Resource, { from, reference = '', flavour }: ResolvedImage): { readonly fix?: RawFix } {
  if (from !== 'cluster' || reference.includes('@')) return {};
  const tag = reference.lastIndexOf(':');
  const system = reference.slice(0, tag) + reference.slice(tag).replace(`-${flavour}`, '-system');
  const edits = cluster.editor.set(cluster.inDocument('spec', 'imageName'), system);
  return { fix: { title: `Use "${system}"`, safe: false, edits } };
}
