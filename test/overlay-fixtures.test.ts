import { expect, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { rules } from '../src/core.ts';
import { casesOf } from './harness.ts';

/* What is right stays right, however its objects are cut into bases and patches: a rule that looks at other objects must not take these for unpatched. */

interface Manifest {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
  readonly metadata?: { readonly name?: unknown; readonly namespace?: unknown };
  readonly spec?: unknown;
}

const cases = rules
  .flatMap(({ id }) => casesOf(id))
  .filter(({ name, files, stored }) => name.startsWith('good') && files.length === 1 && stored.length === 0)
  // What has an open name is not merged, and lacks in its base what its patch has.
  .filter(({ rule }) => rule !== 'schema/missing-field')
  .filter(({ files }) => files[0]?.path.endsWith('.yaml') && !files[0].path.includes('patch'));

/** Every other value of a mapping, and of the mappings in it. */
function half(value: unknown, isFirst: boolean): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const parts = Object.entries(value).flatMap(([key, own], index) => {
    const isSection = typeof own === 'object' && own !== null && !Array.isArray(own) && Object.keys(own).length > 0;
    return isSection ? [[key, half(own, isFirst)]] : (index % 2 === 0) === isFirst ? [[key, own]] : [];
  });
  return Object.fromEntries(parts);
}

const write = (manifests: readonly unknown[]): string =>
  manifests
    .map((one) => stringify(one, { version: '1.1', defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' }))
    .join('---\n');

test.each([
  ['every object', /./u, 0],
  ['Clusters', /^Cluster$/u, 1],
  ['what belongs to Clusters', /^(?!Cluster$)/u, 2],
])('%s', (_, kinds, turn) => {
  const wrong: string[] = [];
  // Every sixth one tells enough, and takes seconds.
  for (const one of cases.filter((__, index) => index % 6 === turn))
    for (const isFirst of [true, false]) {
      const documents = parseAllDocuments(one.files[0]?.text ?? '');
      if ('empty' in documents || documents.some(({ errors }) => errors.length > 0)) continue;
      const manifests = documents.map((document): Manifest => Object(document.toJS()));
      const names = manifests.map(({ kind, metadata }) => `${String(kind)} ${String(metadata?.name)}`);
      // Kustomize refuses two objects of one name, and what is null in a patch deletes.
      if (new Set(names).size < names.length || /":null|"\$patch"/u.test(JSON.stringify(manifests))) continue;
      const isCut = ({ apiVersion, kind, metadata, spec }: Manifest): boolean =>
        /\bcnpg\.io\//u.test(String(apiVersion)) &&
        kinds.test(String(kind)) &&
        typeof metadata?.name === 'string' &&
        typeof spec === 'object';
      const patches = manifests.filter(isCut).map((manifest) => {
        const { name, namespace } = manifest.metadata ?? {};
        return { ...manifest, metadata: { name, namespace }, spec: half(manifest.spec, isFirst) };
      });
      const bases = manifests.map((it) => (isCut(it) ? { ...it, spec: half(it.spec, !isFirst) } : it));
      const said = (...files: readonly [string, string][]): string[] =>
        one
          .lint(files.map(([path, text]) => ({ path, text })))
          .findings.filter(({ rule }) => rule === one.rule)
          .map(({ message }) => `${one.rule} ${one.name}: ${message}`);
      const listed = ['base/kustomization.yaml', 'resources: [all.yaml]\n'] as const;
      // Written anew they lack comments, and placeholders are in quotes.
      const before = said(['base/all.yaml', write(manifests)], [...listed]);
      const after = said(
        ['base/all.yaml', write(bases)],
        [...listed],
        ['top/changes.yaml', write(patches)],
        ['top/kustomization.yaml', 'resources: [../base]\npatches: [{path: changes.yaml}]\n'],
      );
      wrong.push(...after.filter((message) => !before.includes(message)));
    }
  expect(wrong).toEqual([]);
});
