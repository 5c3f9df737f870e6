import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { type Finding, rules, validateFiles } from '../src/core.ts';
import { run } from '../src/node/run.ts';
import type { Fixture } from '../src/testing/index.ts';
import { casesOf } from './harness.ts';
import { schemas } from './schemas.ts';

/* A base and the patches that kustomizations put on it are judged as one object. */

type Files = Readonly<Record<string, string>>;
type Manifest = Readonly<Record<string, unknown>> & {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
};

const sourcesOf = (files: Files): { path: string; text: string }[] =>
  Object.entries(files).map(([path, text]) => ({ path, text }));

/** Rules on what a Cluster says itself: others look at other objects, which they may not know patched. */
const ofOneObject = /^(?:admission|bootstrap|metadata|monitoring|postgres|resources|schema|security|storage)\//u;

describe('a Cluster that is cut into a base and a patch is judged like the Cluster in one piece', () => {
  const cases = rules
    .filter(({ id }) => ofOneObject.test(id))
    .flatMap(({ id }) => casesOf(id))
    .filter(({ files, stored }) => files.length === 1 && stored.length === 0 && !files[0]?.path.includes('patch'))
    // A part of them tells enough, and takes seconds.
    .filter((_, index) => index % 6 === 0);

  const write = (manifests: readonly unknown[]): string =>
    manifests
      .map((one) => stringify(one, { version: '1.1', defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' }))
      .join('---\n');

  function lint(one: Fixture, files: Files): readonly Finding[] {
    return one.lint(sourcesOf({ ...files, 'base/kustomization.yaml': 'resources: [all.yaml]\n' })).findings;
  }

  const said = (findings: readonly Finding[]): string[] =>
    [...new Set(findings.map(({ rule, severity, path, message }) => `${severity} ${rule} ${path}: ${message}`))].sort();

  test.each(cases.map((one) => [`${one.rule}, ${one.name}`, one] as const))('%s', (_, one) => {
    const documents = parseAllDocuments(one.files[0]?.text ?? '');
    const manifests = 'empty' in documents || documents.some(({ errors }) => errors.length > 0) ? [] : documents;
    const values = manifests.map((document): unknown => document.toJS());
    for (const [index, value] of values.entries()) {
      const names = values.map((other) => (isCluster(other) ? other.metadata['name'] : undefined));
      // Kustomize refuses two objects of one name, and what is null in a patch deletes.
      if (!isCluster(value) || names.indexOf(value.metadata['name']) !== index) continue;
      if (/":null|"\$patch"/u.test(JSON.stringify(value.spec))) continue;
      // A patch may be for the object that a placeholder names.
      if (names.some((one) => /\$\{/u.test(String(one)))) continue;
      const keys = Object.keys(value.spec);
      const moved = keys.filter((key) => (keys.indexOf(key) + index) % 2 === 0);
      const part = (isMoved: boolean): unknown =>
        Object.fromEntries(Object.entries(value.spec).filter(([key]) => moved.includes(key) === isMoved));
      const { name, namespace } = value.metadata;
      const patch = { ...value, metadata: { name, namespace }, spec: part(true) };
      const rest = {
        'base/all.yaml': write(values.map((other) => (other === value ? { ...value, spec: part(false) } : other))),
      };
      const found = lint(one, {
        ...rest,
        'top/kustomization.yaml': 'resources: [../base]\npatches: [{path: changes.yaml}]\n',
        'top/changes.yaml': write([patch]),
      });
      expect(said(found)).toEqual(said(lint(one, { 'base/all.yaml': write(values) })));
      // Each stands where its value is written, unless the base says it by itself.
      const alone = lint(one, rest);
      for (const { resource, file, path, fingerprint } of found) {
        if (alone.some((other) => other.fingerprint === fingerprint)) continue;
        const key = path.split('/')[2] ?? '';
        if (resource?.name === name && resource?.kind === 'Cluster' && keys.includes(key))
          expect([key, file]).toEqual([key, moved.includes(key) ? 'top/changes.yaml' : 'base/all.yaml']);
      }
    }
  });
});

function isCluster(value: unknown): value is Manifest {
  const { apiVersion, kind, metadata, spec } = Object(value) as Readonly<Record<string, unknown>>;
  const { name } = Object(metadata) as { readonly name?: unknown };
  const isWhole = typeof name === 'string' && typeof spec === 'object' && spec !== null && !Array.isArray(spec);
  return apiVersion === 'postgresql.cnpg.io/v1' && kind === 'Cluster' && isWhole;
}

const cluster = (spec: string, name = 'db'): string =>
  `apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: ${name}}\nspec: ${spec}\n`;

const flux = (patch: string): string =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {path: ./top, patches: [{target: {kind: Cluster}, patch: "${patch}"}]}\n`;

const base: Files = {
  'base/db.yaml': cluster('{instances: 3, maxSyncReplicas: 2, minSyncReplicas: 1, storage: {size: 1Gi}}'),
  'base/kustomization.yaml': 'resources: [db.yaml]\n',
};
/** Three instances suit the base, and two do not. */
const patched: Files = {
  ...base,
  'top/patch.yaml': cluster('{instances: 2}'),
  'top/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}]\n',
};

type Options = Parameters<typeof validateFiles>[1];

const found = (files: Files, more: Partial<Options> = {}): readonly Finding[] =>
  validateFiles(sourcesOf(files), { presets: ['server'], schemas, hasIndex: true, ...more }).findings;
const refused = (files: Files): boolean =>
  found(files).some(({ rule }) => rule === 'admission/max-sync-replicas-not-below-instances');

describe('what is merged', () => {
  test.each<[string, boolean, Files]>([
    ['a patch', true, patched],
    ['nothing that no kustomization lists', false, { ...patched, 'top/kustomization.yaml': 'resources: [../base]\n' }],
    [
      'patches in their order',
      false,
      {
        ...patched,
        'top/more.yaml': cluster('{instances: 4}'),
        'top/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}, {path: more.yaml}]\n',
      },
    ],
    [
      'patches of kustomizations in between',
      true,
      {
        ...patched,
        'all/kustomization.yaml': 'resources: [../top]\npatches: [{path: size.yaml}]\n',
        'all/size.yaml': cluster('{storage: {size: 2Gi}}'),
      },
    ],
    [
      'patches of a component',
      true,
      {
        ...base,
        'two/patch.yaml': cluster('{instances: 2}'),
        'two/kustomization.yaml': 'kind: Component\npatches: [{path: patch.yaml}]\n',
        'top/kustomization.yaml': 'resources: [../base]\ncomponents: [../two]\n',
      },
    ],
    [
      'no component that is not there',
      false,
      {
        ...patched,
        'top/kustomization.yaml': 'resources: [../base]\ncomponents: [../x]\npatches: [{path: patch.yaml}]\n',
      },
    ],
    [
      'nothing beside a patch in the kustomization itself',
      false,
      {
        ...patched,
        'top/kustomization.yaml': `resources: [../base]\npatches:\n- path: patch.yaml\n- patch: |-\n    ${cluster('{instances: 4}').replaceAll('\n', '\n    ')}\n`,
      },
    ],
    [
      'nothing beside a JSON patch on the same object',
      false,
      {
        ...patched,
        'top/kustomization.yaml':
          'resources: [../base]\npatches:\n- path: patch.yaml\n- target: {kind: Cluster}\n  patch: "[{op: replace, path: /spec/instances, value: 4}]"\n',
      },
    ],
    [
      'but one on another object does not matter',
      true,
      {
        ...patched,
        'top/kustomization.yaml':
          'resources: [../base]\npatches:\n- path: patch.yaml\n- target: {kind: Pooler}\n  patch: "[]"\n- patch: "{apiVersion: v1, kind: Secret, metadata: {name: db}}"\n',
      },
    ],
    [
      'nothing where values are replaced',
      false,
      {
        ...patched,
        'top/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}]\nreplacements: [{}]\n',
      },
    ],
    ['nothing with an open name', false, { ...patched, 'top/patch.yaml': cluster('{instances: 2}', '${NAME}') }],
    ['nothing that cannot be read', false, { ...patched, 'top/patch.yaml': `${cluster('{instances: 2}')}  a: [\n` }],
    [
      'nothing that Kustomize refuses',
      false,
      { ...patched, 'top/patch.yaml': cluster('{instances: 2, storage: 1Gi}') },
    ],
    [
      'nothing that is deleted',
      false,
      { ...patched, 'top/patch.yaml': `$patch: delete\n${cluster('{instances: 2}')}` },
    ],
    [
      'not what Flux may patch, too',
      false,
      {
        ...patched,
        'flux.yaml': flux('[{op: replace, path: /spec/instances, value: 3}]'),
      },
    ],
    [
      'but what Flux leaves alone',
      true,
      {
        ...patched,
        'flux.yaml': flux('[{op: replace, path: /spec/imageName, value: postgres:17}]'),
      },
    ],
  ])('%s', (_, isRefused, files) => {
    expect(refused(files)).toBe(isRefused);
  });
});

test('what all environments mend is no finding, unless something takes the base as it is', () => {
  const files = { ...patched, 'base/db.yaml': cluster('{instances: 2, maxSyncReplicas: 2, storage: {size: 1Gi}}') };
  const mended = { ...files, 'top/patch.yaml': cluster('{instances: 3}') };
  expect(refused(files)).toBe(true);
  expect(refused(mended)).toBe(false);
  expect(refused({ ...mended, 'other/kustomization.yaml': 'resources: [../base]\n' })).toBe(true);
});

test('environments that are patched alike make one finding', () => {
  const twice = {
    ...patched,
    'all/kustomization.yaml': 'namespace: a\nresources: [../top]\n',
    'b/kustomization.yaml': 'namespace: b\nresources: [../top]\n',
  };
  expect(found(twice).filter(({ severity }) => severity === 'error').length).toBe(1);
});

test('a merged object has no fix, and shows the other half', () => {
  const files = { ...patched, 'top/patch.yaml': cluster('{walStorage: {}}') };
  const [finding, ...others] = found(files).filter(({ severity }) => severity === 'error');
  expect(others).toEqual([]);
  expect(finding?.file).toBe('top/patch.yaml');
  expect(finding?.fix).toBeUndefined();
  expect(finding?.related.map(({ file, message }) => [file, message])).toEqual([
    ['base/db.yaml', 'Patches this Cluster'],
  ]);
});

test('who asks for one half only is told there', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'cnpg-lint-'));
  for (const { path, text } of sourcesOf(patched)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  const settings = { presets: ['server'] } as const;
  const told = async (pattern: string): Promise<readonly Finding[]> =>
    (await run({ patterns: [pattern], cwd, index: '.', config: false, settings })).report.findings;
  const [whole, low, top] = [await told('.'), await told('base'), await told('top/patch.yaml')];
  rmSync(cwd, { recursive: true });
  expect(low).toEqual(whole);
  expect([whole.map(({ file }) => file), top.map(({ file }) => file)]).toEqual([['base/db.yaml'], ['top/patch.yaml']]);
  expect(top.map(({ fingerprint }) => fingerprint)).toEqual(whole.map(({ fingerprint }) => fingerprint));
  expect(top[0]?.related.map(({ file }) => file)).toContain('base/db.yaml');
});

describe('a change', () => {
  const rulesOf = (before: Files, after: Files): string[] => [
    ...new Set(found(after, { stored: sourcesOf(before) }).map(({ rule }) => rule)),
  ];
  const size = (text: string): Files => ({
    ...patched,
    'top/patch.yaml': cluster(`{instances: 4, storage: {size: ${text}}}`),
  });

  test('of a patch is a change of the object', () => {
    expect(rulesOf(size('3Gi'), size('2Gi'))).toContain('admission/storage-shrink');
    expect(rulesOf(size('2Gi'), size('3Gi'))).not.toContain('admission/storage-shrink');
  });

  test('of a base that is patched for the first time is one as well', () => {
    expect(
      rulesOf({ ...base, 'base/db.yaml': cluster('{instances: 3, storage: {size: 5Gi}}') }, size('3Gi')),
    ).toContain('admission/storage-shrink');
  });

  test('which brings a new environment is none', () => {
    const two: Files = {
      ...size('9Gi'),
      'b/kustomization.yaml': 'resources: [../base]\npatches: [{path: small.yaml}]\n',
      'b/small.yaml': cluster('{instances: 5, storage: {size: 2Gi}}'),
    };
    expect(rulesOf(size('9Gi'), two)).not.toContain('admission/storage-shrink');
  });
});
