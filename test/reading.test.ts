import { describe, expect, test } from 'vitest';
import { toDotted } from '../src/manifest/path.ts';
import { fillPlaceholders } from '../src/manifest/placeholders.ts';
import { locate } from '../src/manifest/places.ts';
import { splitDocuments } from '../src/manifest/split.ts';
import { type Reading, readManifests } from '../src/model/reading.ts';
import { Resource } from '../src/model/resource.ts';
import { Source } from '../src/model/source.ts';
import { schemas } from './schemas.ts';

function read(text: string, path = 'a.yaml'): Reading {
  return readManifests({ path, text }, schemas.groups);
}

/** Kind and name of what a text holds. */
function objects(text: string, path?: string): string[] {
  return read(text, path).resources.map(({ kind, value }) => `${kind} ${nameOf(value)}`);
}

function nameOf({ metadata }: Readonly<Record<string, unknown>>): unknown {
  return Object(metadata).name;
}

function resourceIn(text: string): Resource {
  const file = { path: 'a.yaml', text };
  const reading = readManifests(file, schemas.groups);
  const [data] = reading.resources;
  if (!data) throw new Error(`no resource in ${text}`);
  return new Resource(new Source(file, reading), data, false);
}

const cluster = (name: string): string =>
  `apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata:\n  name: ${name}\n`;

describe('which documents count', () => {
  test('objects of our groups', () => {
    expect(objects(cluster('a'))).toEqual(['Cluster a']);
    expect(
      objects('{"apiVersion": "barmancloud.cnpg.io/v1", "kind": "ObjectStore", "metadata": {"name": "a"}}'),
    ).toEqual(['ObjectStore a']);
    expect(objects(cluster('a').replace('postgresql.cnpg.io/v1', '"postgresql.cnpg.io/v1"'))).toEqual(['Cluster a']);
  });

  test('a misspelt group is ours, another operator is not', () => {
    for (const group of ['cnpg.io', 'postgres.cnpg.io', 'postgresqll.cnpg.io'])
      expect(objects(cluster('a').replace('postgresql.cnpg.io', group))).toEqual(['Cluster a']);
    for (const group of ['postgresql.k8s.enterprisedb.io', 'cluster.x-k8s.io', 'example.test'])
      expect(objects(cluster('a # cnpg.io').replace('postgresql.cnpg.io', group))).toEqual([]);
  });

  test.each([
    [
      'in a health check',
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec:\n  healthChecks:\n    - apiVersion: postgresql.cnpg.io/v1\n      kind: Cluster\n      name: a\n',
    ],
    [
      'in text',
      `apiVersion: v1\nkind: ConfigMap\ndata:\n  cluster.yaml: |\n${cluster('a').replaceAll(/^/gmu, '    ')}`,
    ],
    ['in comments', cluster('a').replaceAll(/^/gmu, '# ')],
    ['without a kind', 'apiVersion: postgresql.cnpg.io/v1\nmetadata: {name: a}\n'],
    ['with a kind that is no text', 'apiVersion: postgresql.cnpg.io/v1\nkind: [Cluster]\n'],
    ['as values', 'cluster:\n  apiVersion: postgresql.cnpg.io/v1\n  kind: Cluster\n'],
    ['in a text that is no YAML', 'cnpg.io: [\napiVersion: v1\n'],
    ['below another key in a text that is no YAML', 'spec:\n  apiVersion: postgresql.cnpg.io/v1\n  kind: [\n'],
  ])('a mention %s does not', (_, text) => {
    const { resources, problems } = read(text);
    expect([resources, problems]).toEqual([[], []]);
  });

  test('Secrets and ConfigMaps are neighbours, whatever they mention', () => {
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n';
    const stream = [secret, cluster('b'), 'apiVersion: v1\nkind: ConfigMap # SQL\nmetadata: {name: c}\n'].join('---\n');
    const { resources, neighbours } = read(stream);
    expect(resources.map(({ value }) => nameOf(value))).toEqual(['b']);
    expect(neighbours.map(({ kind, value, document }) => [kind, nameOf(value), document])).toEqual([
      ['Secret', 'a', 0],
      ['ConfigMap', 'c', 2],
    ]);
    for (const other of [
      'apiVersion: other/v1\nkind: Secret\n',
      'apiVersion: v1\nkind: SecretList\n',
      `${secret}data: [`,
    ])
      expect(read(other)).toEqual({ resources: [], neighbours: [], problems: [] });
  });

  test('lists hold objects, one in the other', () => {
    const list = (items: string): string => `apiVersion: v1\nkind: List\nitems:\n${items}`;
    const item = (text: string): string =>
      text.replaceAll(/^/gmu, '    ').replace('    ', '  - ').trimEnd().concat('\n');
    const text = list(item(cluster('a')) + item('apiVersion: v1\nkind: Secret\n') + item(list(item(cluster('b')))));
    const { resources } = read(text);
    expect(resources.map(({ root, value }) => [toDotted(root), nameOf(value)])).toEqual([
      ['items[0]', 'a'],
      ['items[2].items[0]', 'b'],
    ]);
    for (const { places, value } of resources) {
      const { start, end } = locate(places, value, ['metadata', 'name'], 'value');
      expect(text.slice(start, end)).toBe(nameOf(value));
    }
    expect(
      objects(
        'apiVersion: postgresql.cnpg.io/v1\nkind: ClusterList\nitems:\n  - {apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: {name: a}}\n',
      ),
    ).toEqual(['Cluster a']);
  });

  test('placeholders of an item are its own', () => {
    const items = Array.from(
      { length: 12 },
      (_, index) =>
        `  - {apiVersion: postgresql.cnpg.io/v1, kind: Cluster, spec: {instances: ${index === 1 || index === 11 ? '"${N}"' : 1}}}\n`,
    );
    const { resources } = read(`apiVersion: v1\nkind: List\nitems:\n${items.join('')}`);
    expect(resources.map(({ unknown }) => unknown.length)).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(resources[1]?.unknown).toEqual(['/spec/instances']);
  });
});

describe('a stream of documents', () => {
  const stream = [
    '# Source: shop/templates/secret.yaml\napiVersion: v1\nkind: Secret\n',
    `# Source: shop/templates/cluster.yaml\n${cluster('a')}`,
    '# Nothing but a comment\n',
    cluster('b'),
  ].join('---\n');

  test('is read document by document', () => {
    expect(read(stream).resources.map(({ document, value }) => [document, nameOf(value)])).toEqual([
      [1, 'a'],
      [3, 'b'],
    ]);
  });

  test('says what it was rendered from', () => {
    const documents = splitDocuments({ path: '<stdin>', text: stream });
    expect(documents.map(({ renderedFrom }) => renderedFrom)).toEqual([
      'shop/templates/secret.yaml',
      'shop/templates/cluster.yaml',
      undefined,
      undefined,
    ]);
  });

  test.each([
    ['---\n', 2],
    ['--- \n', 2],
    ['---\t# staging\n', 2],
    ['--- # staging\n', 2],
    ['---\r\n', 2],
    ['----\n', 1],
    [' ---\n', 1],
    ['# ---\n', 1],
  ])('is separated by %j', (separator, count) => {
    const documents = splitDocuments({ path: 'a.yaml', text: `a: 1\n${separator}b: 2\n` });
    expect(documents.length).toBe(count);
    expect(documents.some(({ glued }) => glued)).toBe(false);
  });

  test.each(['---# staging', '---b: 2', '--- {b: 2}', '--- !!map'])(
    'is separated by %j, to which text is glued',
    (line) => {
      const text = `a: 1\n${line}\nc: 3\n`;
      const [, second] = splitDocuments({ path: 'a.yaml', text });
      expect(second?.glued && text.slice(second.glued.start, second.glued.end)).toBe(line);
    },
  );

  test('one bad document does not hide the others', () => {
    const { resources, problems } = read(`${cluster('a')}---\n${cluster('b: c')}---\n${cluster('d')}`);
    expect(resources.map(({ value }) => nameOf(value))).toEqual(['a', 'd']);
    expect(problems.map(({ code, document }) => [code, document])).toEqual([['syntax', 1]]);
  });
});

describe('templates', () => {
  test.each([
    ['a value', cluster('{{ .Values.name }}')],
    ['a value in part', cluster('{{ .Release.Name }}-db')],
    ['a block', `{{- if .Values.db }}\n${cluster('a')}{{- end }}\n`],
    ['Jinja', `${cluster('a')}{% if archive %}\nspec: {}\n{% endif %}\n`],
    ['an include', `${cluster('a')}  labels:\n    {{- include "labels" . | nindent 4 }}\n`],
    ['a key', `${cluster('a')}  labels:\n    {{ key }}: value\n`],
    ['a range over documents', `{{- range .Values.all }}\n---\n${cluster('{{ .name }}')}{{- end }}\n`],
  ])('%s in braces makes the file one', (_, text) => {
    const { template, resources, problems } = read(text);
    expect([resources, problems]).toEqual([[], []]);
    expect(template && text.slice(template.start, template.end)).toBe(text.includes('{{') ? '{{' : '{%');
    expect(template?.start).toBe(text.search(/\{[{%]/u));
    expect(template?.kinds).toContain('Cluster');
  });

  test.each([
    ['in quotes', cluster('"{{ name }}"')],
    ['in a comment', `# {{ name }}\n${cluster('a')}`],
    ['in a block of text', `${cluster('a')}  annotations:\n    a: |\n      {{ name }}\n`],
    ['in a document of others', `apiVersion: v1\nkind: Secret\nstringData: {a: {{ x }} }\n---\n${cluster('a')}`],
  ])('braces %s do not', (_, text) => {
    const { template, resources } = read(text);
    expect(template).toBeUndefined();
    expect(resources.length).toBe(1);
  });

  test('so does a placeholder between brackets, which is none before it is filled in', () => {
    const text = `${cluster('a')}  labels: {app: \${APP}}\n`;
    expect(read(text).template).toMatchObject({ start: text.indexOf('${'), end: text.indexOf('${') + 2 });
  });

  test('that only mention us are none of our business', () => {
    expect(
      read(
        'apiVersion: monitoring.coreos.com/v1\nkind: PodMonitor\nmetadata:\n  labels: {cnpg.io/cluster: {{ .Release.Name }}}\n',
      ).template,
    ).toBeUndefined();
  });
});

describe('placeholders', () => {
  test.each([
    ['plain', { is: 'literal', text: 'plain' }],
    ['${A}', { is: 'unknown', whole: true }],
    ['a-${A}', { is: 'unknown', whole: false }],
    ['${A:=x}', { is: 'default', text: 'x', whole: true }],
    ['${A:-x}', { is: 'default', text: 'x', whole: true }],
    ['${A:=}', { is: 'default', text: '', whole: true }],
    ['${A:=x}-${B:=y}', { is: 'default', text: 'x-y', whole: false }],
    ['${A:=x}-${B}', { is: 'unknown', whole: false }],
    ['${A:=${B:=x}}', { is: 'default', text: 'x', whole: true }],
    ['${A:=${B}}', { is: 'unknown', whole: true }],
    ['${A/x/y}', { is: 'unknown', whole: true }],
    ['$${A}', { is: 'literal', text: '${A}' }],
    ['$${A}-${B:=x}', { is: 'default', text: '${A}-x', whole: false }],
    ['$A', { is: 'unknown', whole: true }],
    ['costs $5', { is: 'literal', text: 'costs $5' }],
    ['a$B', { is: 'literal', text: 'a$B' }],
    ['__NAME__', { is: 'unknown', whole: true }],
    ['a __NAME_OF__ b', { is: 'unknown', whole: false }],
    ['__name__', { is: 'literal', text: '__name__' }],
    ['<< inputs.x >>', { is: 'unknown', whole: true }],
    ['1 << 2', { is: 'literal', text: '1 << 2' }],
    ['{{ x }}', { is: 'unknown', whole: true }],
    ['{{ x', { is: 'literal', text: '{{ x' }],
    ['${', { is: 'literal', text: '${' }],
    ['${}', { is: 'literal', text: '${}' }],
    ['${A', { is: 'unknown', whole: true }],
  ] as const)('%s', (text, filled) => {
    expect(fillPlaceholders(text)).toEqual(filled);
  });

  const text = `${cluster('${APP}')}spec:\n  instances: \${N:=3}\n  enablePDB: \${PDB:=off}\n  services: \${SERVICES:=['ro', 'r']}\n  quoted: "\${Q:=3}"\n  literal: $\${X}\n  ? \${KEY}\n  : 1\n`;

  test('leave a value unknown, or stand for their default', () => {
    const resource = resourceIn(text);
    expect(resource.data.unknown).toEqual(['/metadata/name', '/spec/${KEY}']);
    expect(resource.data.assumed).toEqual(['/spec/instances', '/spec/enablePDB', '/spec/services', '/spec/quoted']);
    expect(resource.get('string', 'metadata', 'name')).toBeUndefined();
    expect(resource.name).toBe('${APP}');
    expect(resource.get('integer', 'spec', 'instances')).toMatchObject({ value: 3, assumed: true });
    expect(resource.value('spec')).toMatchObject({
      enablePDB: false,
      services: ['ro', 'r'],
      quoted: '3',
      literal: '${X}',
    });
  });

  test('are the place of what their default says', () => {
    const { data } = resourceIn(text);
    for (const path of [
      ['spec', 'services'],
      ['spec', 'services', 1],
      ['spec', 'services', 0],
    ]) {
      const { start, end } = locate(data.places, data.value, path, 'value');
      expect([path, text.slice(start, end)]).toEqual([path, "${SERVICES:=['ro', 'r']}"]);
    }
  });
});

describe('places', () => {
  const text = `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: &name shop
spec:
  storage: &storage
    size: 10Gi
  walStorage:
    <<: *storage
    storageClass: fast
  tablespaces:
    - name: *name
      storage: *storage
  empty:
  "quoted": 'it''s'
`;

  test.each([
    [['metadata', 'name'], 'value', 'shop'],
    [['metadata', 'name'], 'key', 'name'],
    [['spec', 'storage'], 'value', 'storage'],
    [['spec', 'walStorage', 'storageClass'], 'value', 'fast'],
    // What came through an alias stands at the alias.
    [['spec', 'walStorage', 'size'], 'value', '*storage'],
    [['spec', 'tablespaces', 0, 'name'], 'value', '*name'],
    [['spec', 'tablespaces', 0, 'storage'], 'value', '*storage'],
    [['spec', 'tablespaces', 0, 'storage', 'size'], 'value', '*storage'],
    // An item of a list is named by its first key.
    [['spec', 'tablespaces', 0], 'value', 'name'],
    [['spec', 'empty'], 'value', 'empty'],
    [['spec', 'quoted'], 'value', "'it''s'"],
    [['spec', 'quoted'], 'key', '"quoted"'],
    // What is missing has the place of its nearest ancestor.
    [['spec', 'storage', 'storageClass'], 'value', 'storage'],
    [['spec', 'backup', 'retentionPolicy'], 'value', 'spec'],
  ] as const)('%j (%s) is %s', (path, part, expected) => {
    const { data } = resourceIn(text);
    const { start, end } = locate(data.places, data.value, path, part);
    expect(text.slice(start, end)).toBe(expected);
  });
});

describe('Markdown', () => {
  const fence = (open: string, text: string, close: string): string =>
    `Text.\n\n${open}\n${text}${close}\n\nMore text: {{ of a page }}.\n`;

  test.each([
    ['```yaml', '```'],
    ['```yml', '```'],
    ['```YAML title="cluster.yaml"', '```'],
    ['``` yaml', '```'],
    ['```{.yaml}', '```'],
    ['~~~yaml', '~~~'],
    ['````yaml', '````'],
  ])('yields what is fenced by %j and %j', (open, close) => {
    expect(objects(fence(open, cluster('a'), close), 'README.md')).toEqual(['Cluster a']);
  });

  test.each(['```', '```console', '```yamlish', '    '])('yields nothing of %j', (open) => {
    expect(objects(fence(open, cluster('a'), '```'), 'README.md')).toEqual([]);
  });

  test('yields several documents of a block, and several blocks', () => {
    const text = fence('```yaml', `${cluster('a')}---\n${cluster('b')}`, '```') + fence('```yaml', cluster('c'), '```');
    expect(read(text, 'README.md').resources.map(({ document, value }) => [document, nameOf(value)])).toEqual([
      [0, 'a'],
      [1, 'b'],
      [2, 'c'],
    ]);
  });

  test('may be indented, as in a list', () => {
    const text = fence(
      '1. First:\n\n   ```yaml',
      `${cluster('a')}---\n${cluster('b')}`.replaceAll(/^(?=.)/gmu, '   '),
      '   ```',
    );
    expect(objects(text, 'README.md')).toEqual(['Cluster a', 'Cluster b']);
  });

  test('yields a block that is never closed', () => {
    expect(objects(`\`\`\`yaml\n${cluster('a')}`, 'README.md')).toEqual(['Cluster a']);
  });

  test('has places in the page', () => {
    const text = fence('```yaml', cluster('a: b'), '```');
    const [problem] = read(text, 'README.md').problems;
    expect(problem && text.slice(problem.range.start, problem.range.end)).toBe('a');
  });

  test.each(['[...]', '...', '- ...', '…', '<snip>'])('leaves excerpts with %j alone if they are no YAML', (gap) => {
    expect(read(fence('```yaml', `${cluster('a')}spec:\n  x: [\n  ${gap}\n`, '```'), 'README.md').problems).toEqual([]);
  });

  test('leaves templates alone, and no more than them', () => {
    const text = fence('```yaml', cluster('{{ .Values.name }}'), '```') + fence('```yaml', cluster('b'), '```');
    expect(objects(text, 'README.md')).toEqual(['Cluster b']);
    expect(read(text, 'README.md').template).toBeUndefined();
  });

  test('is no Markdown in a file of another name', () => {
    expect(objects(fence('```yaml', cluster('a'), '```'), 'README.yaml')).toEqual([]);
  });
});

test('deep and large documents are said to be so', () => {
  const whats = (text: string): unknown[] => read(cluster('a') + text).problems.map(({ detail }) => detail['what']);
  expect(whats(`spec: ${'['.repeat(200)}`)).toEqual(['depth']);
  expect(whats(`# ${'x'.repeat(3 * 2 ** 20)}\n`)).toEqual(['size']);
});
