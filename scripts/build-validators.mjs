import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { rolldown } from 'rolldown';
import { loadTs } from './load-ts.mjs';

const root = new URL('../', import.meta.url);
const runtime = {
  formats: fileURLToPath(new URL('src/schema/formats.ts', root)),
  duplicates: fileURLToPath(new URL('src/schema/duplicates.ts', root)),
};

/** Compiles every file of schemas/ to dist/validators/<kind>.cjs, which exports one function per minor. */
export async function buildValidators() {
  const { minorId, poolAjv } = await loadTs('src/schema/structural.ts');
  const { kinds } = await readJson('index.json');
  await mkdir(new URL('dist/validators/', root), { recursive: true });
  const compile = async (file, pool) => {
    const minors = Object.keys(pool.minors);
    const ajv = poolAjv(pool, runtime);
    const code = standaloneCode.default(ajv, Object.fromEntries(minors.map((minor) => [minor, minorId(minor)])));
    const target = new URL(`dist/validators/${basename(file, '.json')}.cjs`, root);
    await writeFile(target, await bundle(shortened(code)));
  };
  for (const { file } of kinds) await compile(file, await readJson(file));
  const config = openRules(await readJson('config.schema.json'));
  await compile('config.json', { minors: { config }, $defs: {} });
}

/**
 * The schema of configurations without what only the run knows: rules of the user's own. The engine checks rule settings. Whoever
 * validates makes a lone name a list of one.
 */
function openRules({ definitions: _, ...schema }) {
  const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  return JSON.parse(JSON.stringify(schema), (key, value) => {
    if (value?.$ref === '#/definitions/rules') return open;
    return key === 'type' && Array.isArray(value) ? 'array' : value;
  });
}

/**
 * Says the same in fewer words, for the time to load grows with the length: errors need no place in the schema, functions
 * need no parents, and what is said after each check can be said once.
 */
function shortened(code) {
  const short = code
    .replaceAll(/schemaPath:"(?:[^"\\]|\\.)*",/gu, '')
    .replaceAll(/,parentData(?::[\w.[\]"]+)?,parentDataProperty(?::\w+|:"(?:[^"\\]|\\.)*")?,rootData\}/gu, '}')
    .replaceAll(/\{instancePath="", parentData, parentDataProperty, rootData=data\}=\{\}/gu, '{instancePath=""}={}')
    .replaceAll(/"\/" \+ ?(\w+)\.replace\(\/~\/g, "~0"\)\.replace\(\/\\\/\/g, "~1"\)/gu, 'pointer($1)')
    .replaceAll(
      /const (err\d+) = \{instancePath(?::([^;]*?))?,keyword:("\w+"),params:(\{[^;]*?\})\};\s*if\(vErrors === null\)\{\s*vErrors = \[\1\];\s*\}\s*else \{\s*vErrors\.push\(\1\);\s*\}/gu,
      (_all, _name, place = 'instancePath', keyword, params) =>
        `vErrors = withError(vErrors,${place},${keyword}${/"(?:fields|needed|unique)"/u.test(keyword) ? `,${params}` : ''});`,
    );
  if (/schemaPath:|parentData/u.test(short)) throw new Error('ajv writes other code than build-validators.mjs expects');
  return `${short}
function pointer(key) {
  return "/" + key.replace(/~/g, "~0").replace(/\\//g, "~1");
}
function withError(errors, instancePath, keyword, params = {}) {
  const all = errors ?? [];
  all.push({ instancePath, keyword, params });
  return all;
}`;
}

async function bundle(code) {
  const entry = fileURLToPath(new URL('validators.cjs', root));
  const source = {
    name: 'source',
    resolveId: (id) => (id === entry ? id : null),
    load: (id) => (id === entry ? code : null),
  };
  const build = await rolldown({ input: entry, platform: 'node', plugins: [source], logLevel: 'silent' });
  const { output } = await build.generate({ format: 'cjs', minify: true, codeSplitting: false });
  await build.close();
  return output[0].code;
}

async function readJson(path) {
  return JSON.parse(await readFile(new URL(`schemas/${path}`, root), 'utf8'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildValidators();
