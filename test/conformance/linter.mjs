/* Our side of the comparison, as a process of its own: lints every line of a file for one minor. */
import { createReadStream } from 'node:fs';
import { argv, stdout } from 'node:process';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { loadTs } from '../../scripts/load-ts.mjs';

/** Makes a function that says what we say of a line of the generator. */
export async function linterFor() {
  const { validateFiles, validateChange } = await loadTs('src/core.ts');
  const { embeddedSchemas } = await loadTs('src/node/embedded-schemas.ts');
  const { createCatalog } = await loadTs('src/schema/catalog.ts');
  const { saidBy } = await loadTs('test/conformance/compare.ts');
  const schemas = createCatalog(embeddedSchemas(new URL('../../', import.meta.url)));
  return (one, minor) => {
    const options = { presets: ['server'], cnpgVersion: minor, schemas };
    const report = one.old
      ? validateChange(one.old, one.new, options)
      : validateFiles([{ path: 'manifest.yaml', text: JSON.stringify(one.manifest) }], options);
    return saidBy(report);
  };
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  const [, , file, minor] = argv;
  const lint = await linterFor();
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const one = JSON.parse(line);
    let said;
    try {
      said = lint(one, minor);
    } catch (error) {
      // A crash is a difference like any other: it is shown where it happened.
      said = [['error', `crash: ${error.message}`, '/crash']];
    }
    stdout.write(`${JSON.stringify(said)}\n`);
  }
}
