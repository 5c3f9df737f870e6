import { describe, expect, test } from 'vitest';
import { resolveScope, resolveTarget } from '../src/engine/config.ts';
import { readProject, validate } from '../src/engine/read.ts';
import { Project } from '../src/model/project.ts';
import { schemas } from './schemas.ts';

/* What kustomizations and Flux make of the resources that they include. */

const target = resolveTarget(schemas, {});

function project(files: Readonly<Record<string, string>>): Project {
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  const { sources, kustomizations } = readProject(texts, schemas, target);
  return new Project(sources, kustomizations, schemas, target, resolveScope({}, 'project'), validate);
}

const cluster = (metadata = '{name: db}'): string =>
  `apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: ${metadata}\nspec: {instances: 3, storage: {size: 1Gi}}\n`;

const flux = (path: string, spec: string): string =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\nspec:\n  path: ${path}\n${spec
    .split('\n')
    .map((line) => `  ${line}\n`)
    .join('')}`;

const argo = (source: string): string =>
  'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec:\n' +
  `  destination: {namespace: argo}\n  ${source}\n`;

/** Where a project's only resource is deployed, and under which names. */
function deployed(files: Readonly<Record<string, string>>): readonly (string | undefined)[] {
  const [resource, other] = project(files).resources;
  expect(other).toBeUndefined();
  return [resource?.effectiveNamespace, ...(resource?.names ?? [])];
}

describe('the namespace', () => {
  test.each<[string, string | undefined, Readonly<Record<string, string>>]>([
    ['as written', 'own', { 'a/db.yaml': cluster('{name: db, namespace: own}') }],
    ['unknown', undefined, { 'a/db.yaml': cluster() }],
    [
      'of a kustomization',
      'x',
      { 'a/db.yaml': cluster(), 'a/kustomization.yaml': 'namespace: x\nresources: [db.yaml]\n' },
    ],
    [
      'of a kustomization, which wins over the written one',
      'x',
      {
        'a/db.yaml': cluster('{name: db, namespace: own}'),
        'a/kustomization.yaml': 'namespace: x\nresources:\n  - ./db.yaml\n',
      },
    ],
    [
      'not of one that does not list the file',
      undefined,
      { 'a/db.yaml': cluster(), 'a/kustomization.yaml': 'namespace: x\n' },
    ],
    [
      'of an ancestor, the outermost that has one',
      'top',
      {
        'base/db.yaml': cluster(),
        'base/kustomization.yaml': 'namespace: low\nresources: [db.yaml]\n',
        'mid/kustomization.yaml': 'namespace: mid\nbases: ["../base"]\n',
        'top/kustomization.yaml': 'namespace: top\nresources:\n- ../mid/ # all\n',
        'all/kustomization.yaml': 'resources: [../top]\n',
      },
    ],
    [
      'unknown where overlays differ',
      undefined,
      {
        'base/db.yaml': cluster('{name: db, namespace: own}'),
        'base/kustomization.yaml': 'resources: [db.yaml]\n',
        'dev/kustomization.yaml': 'namespace: dev\nresources: [../base]\n',
        'prod/kustomization.yaml': 'namespace: prod\nresources: [../base]\n',
      },
    ],
    [
      'of overlays that agree',
      'x',
      {
        'base/db.yaml': cluster(),
        'base/kustomization.yaml': 'resources: [db.yaml]\n',
        'base/dev/kustomization.yaml': 'namespace: x\nresources: [..]\n',
        'prod/kustomization.yaml': 'namespace: x\nresources: [../base]\n',
      },
    ],
    [
      'of whoever uses a component',
      'app',
      {
        'components/db/db.yaml': cluster(),
        'components/db/kustomization.yaml': 'kind: Component\nresources: [db.yaml]\n',
        'app/kustomization.yaml': 'namespace: app\ncomponents: [../components/db]\n',
      },
    ],
    [
      'in a circle of kustomizations',
      undefined,
      {
        'a/db.yaml': cluster(),
        'a/kustomization.yaml': 'resources: [db.yaml, ../b]\n',
        'b/kustomization.yaml': 'resources: [../a]\n',
      },
    ],
  ])('%s', (_, namespace, files) => {
    expect(deployed(files)[0]).toBe(namespace);
  });

  test.each<[string, string | undefined, Readonly<Record<string, string>>]>([
    [
      'of a directory',
      'x',
      { 'r/apps/db/db.yaml': cluster(), 'r/flux/db.yaml': flux('./apps/db', 'targetNamespace: x') },
    ],
    [
      'of a directory above',
      'x',
      { 'apps/db/app/db.yaml': cluster(), 'flux/db.yaml': flux('apps/db/', 'targetNamespace: x') },
    ],
    [
      'of a kustomization',
      'x',
      {
        'apps/db/db.yaml': cluster(),
        'apps/db/kustomization.yaml': 'namespace: low\nresources: [db.yaml]\n',
        'flux/db.yaml': flux('./apps/db', 'targetNamespace: x'),
      },
    ],
    [
      'not of what a kustomization does not list',
      undefined,
      {
        'apps/db/db.yaml': cluster(),
        'apps/db/kustomization.yaml': 'resources: []\n',
        'flux/db.yaml': flux('./apps/db', 'targetNamespace: x'),
      },
    ],
    [
      'not in another repository',
      undefined,
      { 'r/apps/db/db.yaml': cluster(), 's/flux/db.yaml': flux('apps/db', 'targetNamespace: x') },
    ],
    [
      'of a component',
      'x',
      {
        'components/db/db.yaml': cluster(),
        'components/db/kustomization.yaml': 'kind: Component\nresources: [db.yaml]\n',
        'apps/a/ks.yaml': flux('./apps/a/app', 'targetNamespace: x\ncomponents:\n  - ../../../components/db'),
      },
    ],
    [
      'unknown where one has none',
      undefined,
      {
        'apps/db/db.yaml': cluster(),
        'flux/db.yaml': `${flux('apps/db', 'targetNamespace: x')}---\n${flux('apps/db', 'prune: true')}`,
      },
    ],
  ])('of Flux %s', (_, namespace, files) => {
    expect(deployed(files)[0]).toBe(namespace);
  });
});

describe('the namespace, with Argo CD', () => {
  const ownNamespace = '{name: db, namespace: own}';
  test.each<[string, string | undefined, Readonly<Record<string, string>>]>([
    [
      'of the destination',
      'argo',
      { 'r/apps/db/db.yaml': cluster(), 'r/argo/db.yaml': argo('source: {repoURL: x, path: ./apps/db}') },
    ],
    [
      'as written, which the destination does not change',
      'own',
      { 'apps/db/db.yaml': cluster(ownNamespace), 'argo/db.yaml': argo('source: {path: apps/db}') },
    ],
    [
      'of one of several sources',
      'argo',
      { 'apps/db/db.yaml': cluster(), 'argo/db.yaml': argo('sources:\n    - path: apps/web\n    - path: apps/db') },
    ],
    [
      'of a kustomization before the destination',
      'low',
      {
        'apps/db/db.yaml': cluster(ownNamespace),
        'apps/db/kustomization.yaml': 'namespace: low\nresources: [db.yaml]\n',
        'argo/db.yaml': argo('source: {path: apps/db}'),
      },
    ],
    [
      'that the source gives Kustomize',
      'x',
      {
        'apps/db/db.yaml': cluster(ownNamespace),
        'apps/db/kustomization.yaml': 'namespace: low\nresources: [db.yaml]\n',
        'argo/db.yaml': argo('source: {path: apps/db, kustomize: {namespace: x}}'),
      },
    ],
    [
      'not of a directory above',
      undefined,
      { 'apps/db/db.yaml': cluster(), 'argo/db.yaml': argo('source: {path: apps}') },
    ],
    [
      'of a directory above that is taken with all below',
      'argo',
      { 'apps/db/db.yaml': cluster(), 'argo/db.yaml': argo('source: {path: apps, directory: {recurse: true}}') },
    ],
    [
      'not of a source without a path',
      undefined,
      { 'apps/db/db.yaml': cluster(), 'argo/db.yaml': argo('source: {chart: apps/db, repoURL: x}') },
    ],
  ])('%s', (_, namespace, files) => {
    expect(deployed(files)[0]).toBe(namespace);
  });
});

test('a prefix and a suffix make other names, from the inside out', () => {
  expect(
    deployed({
      'base/db.yaml': cluster(),
      'base/kustomization.yaml': 'resources: [db.yaml]\nnameSuffix: -v2\n',
      'prod/kustomization.yaml': 'resources: [../base]\nnamePrefix: prod-\n',
      'dev/kustomization.yaml': 'resources: [../base]\nnamePrefix: dev-\n',
    }).slice(1),
  ).toEqual(['db', 'dev-db-v2', 'prod-db-v2']);
});

test('a reference may use the name that a kustomization makes, which Kustomize does not do for it', () => {
  const found = project({
    'prod/db.yaml': cluster(),
    'prod/kustomization.yaml': 'resources: [db.yaml]\nnamePrefix: prod-\n',
  });
  const [from] = project({ 'prod/other.yaml': cluster('{name: other}') }).resources;
  if (!from) throw new Error('no resource');
  expect(found.lookup(from, 'Cluster', 'prod-db').is).toBe('found');
});

test('resources in namespaces of different kustomizations do not meet', () => {
  const all = project({
    'a/db.yaml': cluster(),
    'a/kustomization.yaml': 'namespace: a\nresources: [db.yaml]\n',
    'b/db.yaml': cluster(),
    'b/kustomization.yaml': 'namespace: b\nresources: [db.yaml]\n',
    'c/db.yaml': cluster(),
  });
  const [a, , c] = all.resources;
  expect(a && all.named(a, 'Cluster', 'db').map(({ source }) => source.path)).toEqual(['c/db.yaml']);
  expect(c && all.named(c, 'Cluster', 'db').length).toBe(2);
});
