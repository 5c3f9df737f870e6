import { execFileSync } from 'node:child_process';
import { chmod, copyFile, mkdir, readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { buildValidators } from './build-validators.mjs';

const root = new URL('../', import.meta.url);
const path = (file) => fileURLToPath(new URL(file, root));

/** Builds dist/: validators, bundles and types. */
export async function build() {
  await rm(new URL('dist/', root), { recursive: true, force: true });
  await buildValidators();
  await bundle();
  execFileSync(process.execPath, [path('node_modules/typescript/bin/tsc'), '-p', path('tsconfig.json')], { stdio: 'inherit' });
}

/**
 * One bundle with shared chunks: modules that load together at start-up are one file, and `yaml`, which every run needs,
 * is part of it. The other dependencies are imported when a run needs them.
 */
async function bundle() {
  const { dependencies } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
  const external = Object.keys(dependencies);
  const build = await rolldown({
    cwd: path('.'),
    input: {
      index: 'src/index.ts',
      core: 'src/core.ts',
      models: 'src/models/index.ts',
      schemas: 'src/schemas.ts',
      cli: 'src/cli/bin.ts',
      worker: 'src/node/worker.ts',
    },
    platform: 'node',
    external: (id) => external.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [await embeddedSchemas()],
    logLevel: 'warn',
  });
  await build.write({ dir: path('dist'), format: 'esm', chunkFileNames: '[name]-[hash].js', minify: true, keepNames: true });
  await build.close();
  await mkdir(new URL('dist/licenses/', root), { recursive: true });
  for (const name of ['yaml', 'ajv'])
    await copyFile(new URL(`node_modules/${name}/LICENSE`, root), new URL(`dist/licenses/${name}.txt`, root));
  await chmod(new URL('dist/cli.js', root), 0o755);
}

/** All schemas and validators as one module, for the door that has no file system. */
async function embeddedSchemas() {
  const id = 'virtual:embedded-schemas';
  const index = JSON.parse(await readFile(new URL('schemas/index.json', root), 'utf8'));
  const files = index.kinds.map(({ file }) => file);
  const nameOf = (file) => file.slice(file.lastIndexOf('/') + 1, -'.json'.length);
  const code = [
    ...files.map((file, at) => `import schema${at} from ${JSON.stringify(path(`schemas/${file}`))};`),
    ...files.map((file, at) => `import validators${at} from ${JSON.stringify(path(`dist/validators/${nameOf(file)}.cjs`))};`),
    `const all = { ${files.map((file, at) => `${JSON.stringify(file)}: [schema${at}, validators${at}]`).join(', ')} };`,
    `export default {`,
    `  index: ${JSON.stringify(index)},`,
    `  schema: (file) => all[file][0],`,
    `  validator: (file, minor) => all[file][1][minor],`,
    `};`,
  ].join('\n');
  return { name: 'embedded-schemas', resolveId: (source) => (source === id ? id : null), load: (source) => (source === id ? code : null) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
