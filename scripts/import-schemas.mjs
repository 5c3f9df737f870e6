import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { loadTs } from './load-ts.mjs';

const SERIES = { cnpg: 'cnpg', 'barman-cloud': 'plugin' };
const schemas = new URL('../schemas/', import.meta.url);

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error(
    'Usage: npm run schemas:import -- FILE...\nFILE is cnpg-<version>.yaml or barman-cloud-<version>.yaml, the CRDs of one release.',
  );
  process.exit(2);
}

const { importCrd } = await loadTs('src/schema/import-crd.ts');
const { expandSchema, poolSchemas } = await loadTs('src/schema/pool.ts');

const index = await readJson('index.json', { cnpg: [], plugin: [], kinds: [] });
const known = new Set(index.cnpg.map(({ minor }) => minor));
const kinds = new Map();
for (const kind of index.kinds) {
  const pool = await readJson(kind.file);
  kinds.set(kind.file, { ...kind, byMinor: new Map(kind.minors.map((minor) => [minor, expandSchema(pool, minor)])) });
}
for (const file of files) await importFile(file);
await writeAll();

async function importFile(file) {
  const [, folder, version] = /^(cnpg|barman-cloud)-(\d+\.\d+\.\d+)\.ya?ml$/u.exec(basename(file)) ?? [];
  if (!folder) throw new Error(`${file}: the name must be cnpg-<version>.yaml or barman-cloud-<version>.yaml`);
  const minor = version.split('.').slice(0, 2).join('.');
  const series = SERIES[folder];
  const content = await readFile(file, 'utf8');
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  index[series] = [
    ...index[series].filter((release) => release.minor !== minor),
    { minor, version, tag: `v${version}`, digest },
  ].sort(byMinor);
  // A newer patch of the minor replaces all that the older one said.
  for (const kind of kinds.values()) if (kind.series === series) kind.byMinor.delete(minor);
  for (const [n, document] of parseAllDocuments(content).entries()) {
    const crd = document.toJS();
    if (crd?.kind !== 'CustomResourceDefinition') continue;
    const { schema, ...kind } = importCrd(crd, `${file}, document ${n + 1}`);
    const path = `${folder}/${kind.kind.toLowerCase()}.json`;
    const byMinor = kinds.get(path)?.byMinor ?? new Map();
    const { rewrittenIn } = kinds.get(path) ?? {};
    kinds.set(path, { ...kind, series, file: path, rewrittenIn, byMinor: byMinor.set(minor, schema) });
  }
}

async function writeAll() {
  index.kinds = [];
  for (const { byMinor: schemasOf, file, ...kind } of [...kinds.values()].sort((a, b) => (a.file < b.file ? -1 : 1))) {
    if (schemasOf.size === 0) continue;
    const minors = [...schemasOf.keys()].sort((a, b) => byMinor({ minor: a }, { minor: b }));
    const { group, plural, namespaced, versions, series } = kind;
    const rewrittenIn = carriedOver(kind.rewrittenIn, minors);
    index.kinds.push({
      group,
      kind: kind.kind,
      plural,
      namespaced,
      versions,
      minors,
      series,
      file,
      ...(rewrittenIn && { rewrittenIn }),
    });
    await write(
      file,
      `${JSON.stringify(poolSchemas(minors.map((minor) => ({ minor, schema: schemasOf.get(minor) }))))}\n`,
    );
  }
  await write('index.json', `${JSON.stringify(index, null, 1)}\n`);
}

/** CRDs do not tell which kinds the operator rewrites, so that is kept by hand; a new minor is taken to do as the one before. */
function carriedOver(rewrittenIn, minors) {
  return (
    rewrittenIn &&
    minors.filter(
      (minor, n) => rewrittenIn.includes(minor) || (!known.has(minor) && rewrittenIn.includes(minors[n - 1])),
    )
  );
}

async function readJson(path, otherwise) {
  try {
    return JSON.parse(await readFile(new URL(path, schemas), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' && otherwise) return otherwise;
    throw error;
  }
}

async function write(path, content) {
  const file = new URL(path, schemas);
  await mkdir(new URL('.', file), { recursive: true });
  await writeFile(file, content);
}

function byMinor(a, b) {
  return a.minor.localeCompare(b.minor, 'en', { numeric: true });
}
