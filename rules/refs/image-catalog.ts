import { type CatalogReference, catalogReferences } from '../../src/facts/catalog-references.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { referents } from '../../src/facts/referents.ts';
import { areSiblings } from '../../src/facts/sibling-names.ts';
import { defineRule, type FactContext, type RawFinding, type Resource } from '../../src/rule/index.ts';

export default defineRule({
  id: 'refs/image-catalog',
  kinds: ['Cluster', 'Pooler'],
  consequence: 'data-loss',
  preset: 'recommended',
  since: '1.23',
  summary: 'A resource takes its image from a catalog that exists and has the entry',
  why: 'The operator does not know which image to run, and makes no pod.',
  remedy: 'Add the entry to the catalog.',
  exceptions: [
    'A missing ImageCatalog is a warning, and only with the whole project in view. A ClusterImageCatalog may always come from elsewhere.',
    'Entries that a patch or a placeholder may add.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/image_catalog/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/controller/cluster_image.go',
  ],

  check(subject, context) {
    if (subject.isPartial) return undefined;
    for (const reference of catalogReferences(subject)) {
      const catalogs = referents(context.project, subject, reference.kind, reference.name.value);
      const finding =
        catalogs.length > 0 ? lacksEntry(reference, catalogs, context) : missing(reference, subject, context);
      if (finding) return finding;
    }
    return undefined;
  },
});

function missing(
  { kind, name }: CatalogReference,
  subject: Resource,
  { project }: FactContext,
): RawFinding | undefined {
  const found = project.lookup(subject, kind, name.value);
  if (found.is !== 'missing') return undefined;
  const near = found.near && !areSiblings(found.near.name, name.value) ? found.near : undefined;
  if (!near && (kind !== 'ImageCatalog' || !project.isComplete(kind))) return undefined;
  return {
    at: name.at,
    message: `There is no ${kind} "${name.value}"`,
    severity: 'warning',
    help: near ? `Write "${near.name}".` : 'Add the catalog, or correct the name.',
    ...(near && { related: [{ at: near.at('metadata', 'name'), message: `The nearest name is "${near.name}"` }] }),
  };
}

function lacksEntry(
  { list, key, wanted }: CatalogReference,
  catalogs: readonly Resource[],
  context: FactContext,
): RawFinding | undefined {
  const [catalog] = catalogs;
  if (!wanted || wanted.assumed || !catalog) return undefined;
  const entries = catalogs.map((one) => entriesOf(one, list, key, context));
  if (!entries.every((own) => own !== undefined && !own.includes(wanted.value))) return undefined;
  const shown = [...new Set(entries[0])].map((one) => `"${one}"`).join(', ');
  return {
    at: wanted.at,
    message: `${catalog.kind} "${catalog.name}" has no entry for ${key} "${wanted.value}"${shown === '' ? '' : `, only for ${shown}`}`,
    related: [{ at: catalog.key('spec', list), message: 'The catalog' }],
  };
}

/** What the entries of a catalog are for; nothing if a placeholder or a patch may add one. */
function entriesOf(
  catalog: Resource,
  list: CatalogReference['list'],
  key: CatalogReference['key'],
  context: FactContext,
): readonly unknown[] | undefined {
  const path = ['spec', list];
  const entries = catalog.get('array', ...path)?.value ?? [];
  const isOpen =
    catalog.isUnknown(...path) ||
    mayBePatched(catalog, context, ...path) ||
    entries.some(
      (_, index) =>
        [[], [key]].some((below) => catalog.isUnknown(...path, index, ...below)) ||
        catalog.isAssumed(...path, index, key),
    );
  return isOpen ? undefined : entries.map((_, index) => catalog.value(...path, index, key));
}
