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
  execFileSync(process.execPath, [path('node_modules/typescript/bin/tsc'), '-p', path('tsconfig.json')], {
    stdio: 'inherit',
  });
}

/** The build of `yaml` that does not ask the environment at every token. */
const yaml = path('node_modules/yaml/browser/dist/index.js');
const cel = path('node_modules/@marcbachmann/cel-js/lib/index.js');

/**
 * Bundles our sources with `yaml`; the other dependencies are imported when a run needs them. The command is one CommonJS
 * file, since Node starts such a file in half the time of a graph of modules. The pure doors know nothing of Node.
 */
async function bundle() {
  const { dependencies } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
  const bundled = ['@marcbachmann/cel-js'];
  const packages = Object.keys(dependencies).filter((name) => !bundled.includes(name));
  const external = (id) => packages.some((name) => id === name || id.startsWith(`${name}/`));
  const doors = [
    { platform: 'node', format: 'cjs', input: { yaml, cel }, plugins: [] },
    {
      platform: 'node',
      format: 'cjs',
      input: { cli: 'src/cli/bin.ts' },
      plugins: [await lazy('yaml', yaml), await lazy('@marcbachmann/cel-js', cel)],
    },
    {
      platform: 'node',
      format: 'esm',
      input: { index: 'src/index.ts', models: 'src/models/index.ts', testing: 'src/testing/index.ts' },
      plugins: [],
    },
    {
      platform: 'browser',
      format: 'esm',
      input: { core: 'src/core.ts', schemas: 'src/schemas.ts' },
      plugins: [await embeddedSchemas()],
    },
  ];
  for (const { platform, format, input, plugins } of doors) {
    const resolve = { alias: { yaml } };
    const build = await rolldown({ cwd: path('.'), input, platform, external, plugins, resolve, logLevel: 'warn' });
    const ending = format === 'cjs' ? 'cjs' : 'js';
    const names = { exports: 'named', entryFileNames: `[name].${ending}`, chunkFileNames: `[name]-[hash].${ending}` };
    await build.write({ dir: path('dist'), format, minify: true, keepNames: true, ...names });
    await build.close();
  }
  await mkdir(new URL('dist/licenses/', root), { recursive: true });
  for (const [name, folder] of [
    ['yaml', 'yaml'],
    ['ajv', 'ajv'],
    ['cel-js', '@marcbachmann/cel-js'],
  ])
    await copyFile(new URL(`node_modules/${folder}/LICENSE`, root), new URL(`dist/licenses/${name}.txt`, root));
  await chmod(new URL('dist/cli.cjs', root), 0o755);
}

/**
 * For the command, a library is a file of its own that is loaded at the first use of one of its functions or classes: most runs
 * read plain block style and have no CEL to evaluate, and loading either takes as long as all the rest.
 */
async function lazy(name, file) {
  const id = `virtual:${name}`;
  const chunk = file === yaml ? 'yaml' : 'cel';
  const code = [
    `import { createRequire } from 'node:module';`,
    `let loaded;`,
    `const load = () => (loaded ??= createRequire(import.meta.url)('./${chunk}.cjs'));`,
    `const lazy = (name) => function (...args) { return new.target ? new (load()[name])(...args) : load()[name](...args); };`,
    ...Object.keys(await import(name))
      .filter((exported) => /^\w+$/u.test(exported) && exported !== 'default' && exported !== 'CST')
      .map((exported) => `export const ${exported} = /* @__PURE__ */ lazy('${exported}');`),
  ].join('\n');
  return {
    name: `lazy-${chunk}`,
    resolveId: { order: 'pre', handler: (source) => (source === name ? id : null) },
    load: (source) => (source === id ? code : null),
  };
}

/** All schemas and validators as one module, for the door that has no file system. */
async function embeddedSchemas() {
  const id = 'virtual:embedded-schemas';
  const index = JSON.parse(await readFile(new URL('schemas/index.json', root), 'utf8'));
  const operator = JSON.parse(await readFile(new URL('schemas/operator.json', root), 'utf8'));
  const tables = { postgres: 'postgres/settings.json', pgbouncer: 'pgbouncer.json', lifecycle: 'lifecycle.json' };
  const files = index.kinds.map(({ file }) => file);
  const nameOf = (file) => file.slice(file.lastIndexOf('/') + 1, -'.json'.length);
  const code = [
    ...files.map((file, at) => `import schema${at} from ${JSON.stringify(path(`schemas/${file}`))};`),
    ...files.map(
      (file, at) => `import validators${at} from ${JSON.stringify(path(`dist/validators/${nameOf(file)}.cjs`))};`,
    ),
    ...Object.entries(tables).map(([name, file]) => `import ${name} from ${JSON.stringify(path(`schemas/${file}`))};`),
    `const all = { ${files.map((file, at) => `${JSON.stringify(file)}: [schema${at}, validators${at}]`).join(', ')} };`,
    `export default {`,
    `  index: ${JSON.stringify(index)},`,
    `  operator: ${JSON.stringify(operator)},`,
    `  knowledge: { ${Object.keys(tables)
      .map((name) => `${name}: () => ${name}`)
      .join(', ')} },`,
    `  schema: (file) => all[file][0],`,
    `  validator: (file, minor) => all[file][1][minor],`,
    `};`,
  ].join('\n');
  return {
    name: 'embedded-schemas',
    resolveId: (source) => (source === id ? id : null),
    load: (source) => (source === id ? code : null),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
