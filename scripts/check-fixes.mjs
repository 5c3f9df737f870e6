/* What `--fix` does to folders, each a project, checked on copies: node scripts/check-fixes.mjs [--preset NAME] FOLDER... */
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadTs } from './load-ts.mjs';

const { values, positionals } = parseArgs({
  options: { preset: { type: 'string', default: 'strict' } },
  allowPositionals: true,
});
if (positionals.length === 0) {
  console.error('usage: node scripts/check-fixes.mjs [--preset NAME] FOLDER...');
  process.exit(2);
}
const { checkFixes } = await loadTs('test/check-fixes.ts');
const cli = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));
const applied = new Map();
let files = 0;
let complaints = 0;
for (const folder of positionals) {
  const checked = checkFixes(folder, cli, ['--preset', values.preset]);
  files += checked.changed.length;
  complaints += checked.complaints.length;
  for (const [rule, count] of checked.applied) applied.set(rule, (applied.get(rule) ?? 0) + count);
  const fixes = [...checked.applied.values()].reduce((a, b) => a + b, 0);
  console.error(`${basename(folder)}: ${checked.changed.length} files, ${fixes} fixes`);
  for (const complaint of checked.complaints) console.log(`${basename(folder)}: ${complaint}`);
}
for (const [rule, count] of [...applied].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`${rule}\t${count}`);
console.log(
  `${files} files changed, ${[...applied.values()].reduce((a, b) => a + b, 0)} fixes applied, ${complaints} complaints`,
);
process.exitCode = complaints > 0 ? 1 : 0;
