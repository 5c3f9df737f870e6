import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { expect, test } from 'vitest';

/* The core for a browser: it imports nothing from Node, stays small, and runs where there is neither process nor require. */

async function bundle(
  entry: string,
  name: string,
): Promise<{ readonly code: string; readonly imports: readonly string[] }> {
  const build = await rolldown({
    input: fileURLToPath(new URL(entry, import.meta.url)),
    platform: 'browser',
    external: (id) => id.startsWith('node:'),
    logLevel: 'silent',
  });
  const { output } = await build.generate({ format: 'iife', name, minify: true, codeSplitting: false });
  await build.close();
  return output[0];
}

test('core and embedded schemas lint in a bare context, within their budget', async () => {
  const core = await bundle('../dist/core.js', 'core');
  const embedded = await bundle('../dist/schemas.js', 'embedded');
  expect([...core.imports, ...embedded.imports]).toEqual([]);
  expect(gzipSync(core.code).length < 240_000).toBe(true);
  expect(gzipSync(embedded.code).length < 150_000).toBe(true);

  const text = 'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: a}\nspec: {instances: many}\n';
  // What every browser has, and a bare context has not.
  const context = createContext({ text, TextEncoder, TextDecoder });
  runInContext(`${core.code};${embedded.code}`, context);
  const rules: unknown = runInContext(
    "core.validateText(text, { schemas: embedded.schemas, presets: ['server'] }).findings.map(({ rule }) => rule).join()",
    context,
  );
  expect(rules).toContain('schema/wrong-type');
});
