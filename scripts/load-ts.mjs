import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = new URL('../', import.meta.url);
const cache = new URL('node_modules/.cache/cnpg-lint/', root);

/** Imports a TypeScript module of this repository, named by its path from the root. */
export async function loadTs(entry) {
  const bundle = await rolldown({
    input: fileURLToPath(new URL(entry, root)),
    platform: 'node',
    external: (id) => !/^[./]/u.test(id),
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false });
  await bundle.close();
  const code = output[0].code;
  const file = new URL(`${createHash('sha256').update(code).digest('hex').slice(0, 16)}-${process.pid}.mjs`, cache);
  await mkdir(cache, { recursive: true });
  await writeFile(file, code);
  try {
    return await import(pathToFileURL(fileURLToPath(file)).href);
  } finally {
    await rm(file);
  }
}
