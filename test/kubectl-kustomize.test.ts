import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { resolveScope, resolveTarget } from '../src/engine/config.ts';
import { readProject, validate } from '../src/engine/read.ts';
import { Project } from '../src/model/project.ts';
import { schemas } from './schemas.ts';

/* What we take kustomizations to make of bases and patches is what `kubectl kustomize` makes of them. */

const hasKubectl = spawnSync('kubectl', ['kustomize', '--help']).status === 0;
const target = resolveTarget(schemas, {});

type Files = Readonly<Record<string, string>>;
type Manifest = Readonly<Record<string, unknown>> & { readonly metadata: Readonly<Record<string, unknown>> };

/** The objects that kubectl builds in a directory of some files; nothing if it refuses. */
function build(files: Files, directory: string): readonly Manifest[] | undefined {
  const root = mkdtempSync(join(tmpdir(), 'cnpg-lint-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const { status, stdout } = spawnSync('kubectl', ['kustomize', join(root, directory)], { encoding: 'utf8' });
    return status === 0 ? parseAllDocuments(stdout).map((document) => document.toJS() as Manifest) : undefined;
  } finally {
    rmSync(root, { recursive: true });
  }
}

function projectOf(files: Files): Project {
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  const { sources, kustomizations } = readProject(texts, schemas, target);
  return new Project(sources, kustomizations, schemas, target, resolveScope({}, 'project'), validate);
}

/** A value in flow style. */
type Node =
  | { readonly form: 'scalar'; readonly text: string }
  | { readonly form: 'list'; readonly items: readonly Node[] }
  | { readonly form: 'mapping'; readonly entries: ReadonlyMap<string, Node> };

// A plain `on` or `y` is left out: kubectl takes it for a boolean, Kustomize for a text.
const scalars = [
  '1',
  '"1"',
  "'x y'",
  'x',
  'true',
  '"true"',
  '0x1F',
  '1.5',
  "'it''s'",
  '"a\\nb"',
  '""',
  '-3',
  '!!str 5',
];
const scalar = fc.constantFrom(...scalars).map((text): Node => ({ form: 'scalar', text }));
const empty: Node = { form: 'scalar', text: 'null' };
const key = fc.constantFrom('a', 'b', 'c', 'x/y.z');

const { node } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.constant(empty),
    fc.array(tie('node'), { maxLength: 3 }).map((items): Node => ({ form: 'list', items })),
    fc
      .array(fc.tuple(key, tie('node')), { maxLength: 4 })
      .map((all): Node => ({ form: 'mapping', entries: new Map(all) })),
  ),
}));
const mapping = fc
  .array(fc.tuple(key, node), { minLength: 1, maxLength: 4 })
  .map((all): Node => ({ form: 'mapping', entries: new Map(all) }));

/** A patch that mostly fits a value: a value of another form is refused. */
function patchOn(value: Node): fc.Arbitrary<Node> {
  const other = { arbitrary: node, weight: 1 };
  const none = { arbitrary: fc.constant(empty), weight: 2 };
  if (value.form === 'list')
    return fc.oneof(
      { arbitrary: fc.array(node).map((items): Node => ({ form: 'list', items })), weight: 20 },
      none,
      other,
    );
  if (value.form === 'scalar') return fc.oneof({ arbitrary: scalar, weight: 20 }, none, other);
  const inner = [...value.entries].map(([name, child]) => fc.option(patchOn(child)).map((one) => [name, one] as const));
  const whole = fc
    .tuple(
      fc.tuple(...inner),
      fc.option(fc.tuple(fc.constant('new'), node)),
      fc.option(fc.constantFrom('replace', 'delete')),
    )
    .map(([known, added, directive]): Node => {
      const all = [...known, ...(added ? [added] : [])].filter((one): one is [string, Node] => one[1] !== null);
      const own: [string, Node][] =
        directive && all.length % 2 ? [['$patch', { form: 'scalar', text: directive }]] : [];
      return { form: 'mapping', entries: new Map([...own, ...all]) };
    });
  return fc.oneof({ arbitrary: whole, weight: 20 }, none, other);
}

function written(value: Node): string {
  if (value.form === 'scalar') return value.text;
  if (value.form === 'list') return `[${value.items.map(written).join(', ')}]`;
  return `{${[...value.entries].map(([name, child]) => `${JSON.stringify(name)}: ${written(child)}`).join(', ')}}`;
}

function cluster(name: string, spec: string, metadata = ''): string {
  return `---\napiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: ${name}${metadata}}\nspec: ${spec}\n`;
}

const namespace = fc.constantFrom('', ', namespace: x', ', namespace: own', ', namespace: default');
const layer = fc
  .subarray(['namespace: x', 'namePrefix: pre-', 'nameSuffix: -post'])
  .map((lines) => lines.map((line) => `${line}\n`).join(''));
const patchEntry = fc.record({
  name: fc.constantFrom('db', 'db', 'db', 'pre-db', 'db-post', 'pre-db-post', 'other'),
  namespace,
  target: fc.constantFrom(
    ...[
      '',
      '',
      'kind: Cluster',
      'name: db',
      'name: pre-db|other',
      'name: .*-post',
      'namespace: x',
      'namespace: default',
    ],
    ...['group: postgresql.cnpg.io, version: v1, kind: Cluster, name: .*db.*', 'version: v2', 'kind: Clust'],
  ),
});

function kustomization(resource: string, lines: string, patterns: string): string {
  const entry = patterns === '' ? '{path: patch.yaml}' : `{path: patch.yaml, target: {${patterns}}}`;
  return `${lines}resources: [${resource}]\npatches: [${entry}]\n`;
}

const patched = mapping.chain((base) => fc.tuple(fc.constant(base), patchOn(base), patchOn(base)));

describe.skipIf(!hasKubectl)(hasKubectl ? 'as kubectl' : 'as kubectl, which is not installed here', () => {
  test('values are merged', () => {
    const counts = { merged: 0, refused: 0 };
    fc.assert(
      fc.property(fc.array(patched, { minLength: 40, maxLength: 40 }), (all) => {
        const filesOf = (cases: typeof all): Files => ({
          'base/db.yaml': cases.map(([base], index) => cluster(`db-${index}`, written(base))).join(''),
          'base/kustomization.yaml': 'resources: [db.yaml]\npatches:\n- path: inner.yaml\n',
          'base/inner.yaml': cases.map(([, inner], index) => cluster(`db-${index}`, written(inner))).join(''),
          'top/kustomization.yaml': 'resources: [../base]\npatchesStrategicMerge: [outer.yaml]\n',
          'top/outer.yaml': cases.map(([, , outer], index) => cluster(`db-${index}`, written(outer))).join(''),
        });
        const merged = (cases: typeof all): ReadonlyMap<string, unknown> => {
          const project = projectOf(filesOf(cases));
          return new Map(
            project.resources
              .filter(({ source }) => source.path === 'base/db.yaml')
              .flatMap((base) => project.outcomeOf(base).merged)
              .map(({ name, data }) => [name, data.value['spec']]),
          );
        };
        const found = merged(all);
        const good = all.filter((_, index) => found.has(`db-${index}`));
        const bad = all.filter((_, index) => !found.has(`db-${index}`));
        const built = build(filesOf(good), 'top') ?? [];
        expect(merged(good)).toEqual(new Map(built.map(({ metadata, spec }) => [metadata['name'], spec])));
        for (const one of bad.slice(0, 2)) expect(build(filesOf([one]), 'top')).toBeUndefined();
        counts.merged += good.length;
        counts.refused += bad.length;
      }),
      { numRuns: 2, endOnFailure: true },
    );
    expect(counts.merged).toBeGreaterThan(counts.refused);
  });

  test('patches find what they are for', () => {
    const counts = { patched: 0, untouched: 0, refused: 0 };
    fc.assert(
      fc.property(fc.record({ namespace, base: layer, top: layer, inner: patchEntry, outer: patchEntry }), (one) => {
        const files = {
          'base/db.yaml': cluster('db', '{a: 1}', one.namespace),
          'base/kustomization.yaml': kustomization('db.yaml', one.base, one.inner.target),
          'base/patch.yaml': cluster(one.inner.name, '{b: 1}', one.inner.namespace),
          'top/kustomization.yaml': kustomization('../base', one.top, one.outer.target),
          'top/patch.yaml': cluster(one.outer.name, '{c: 1}', one.outer.namespace),
        };
        const [built] = build(files, 'top') ?? [];
        const project = projectOf(files);
        const base = project.resources.find(({ source }) => source.path === 'base/db.yaml');
        const outcome = base && project.outcomeOf(base);
        // Where a patch that names its object is for none, Kustomize refuses all.
        counts[built ? (outcome?.isAll ? 'patched' : 'untouched') : 'refused'] += 1;
        if (!built) return;
        const deployed = outcome?.isAll ? outcome.merged[0] : base;
        expect({
          spec: deployed?.value('spec'),
          name: deployed?.names.at(-1),
          namespace: deployed?.effectiveNamespace,
        }).toEqual({ spec: built['spec'], name: built.metadata['name'], namespace: built.metadata['namespace'] });
      }),
      { numRuns: 40, endOnFailure: true },
    );
    expect(Object.values(counts).every((count) => count > 2)).toBe(true);
  });
});
