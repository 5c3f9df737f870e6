/* Every check, in the order in which they fail fastest: `npm run check`. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const bin = (name) => join(root, 'node_modules/.bin', name);
const newest = join(root, '.cache/newest-node');

// What those two start is the Node of the path, whichever runs the tests.
const newestArgs = ['node_modules/vitest/vitest.mjs', 'run', '--exclude', 'test/{ci-files,guides}.test.ts'];

const steps = [
  ['format and lint', bin('biome'), ['ci', '--error-on-warnings', '.']],
  ['types', bin('tsc'), ['--noEmit', '-p', 'tsconfig.json']],
  ['types of the pure floors', bin('tsc'), ['-p', 'tsconfig.pure.json']],
  ['types of tests', bin('tsc'), ['-p', 'tsconfig.test.json']],
  ['build', 'node', ['scripts/build.mjs']],
  ['unused code', bin('knip'), []],
  ['package', bin('publint'), ['--strict']],
  ['types of the package', bin('attw'), ['--pack', '--profile', 'esm-only']],
  ['tests', bin('vitest'), ['run', '--coverage']],
  ['files for CI', 'node', ['scripts/check-ci-files.mjs']],
  ['newest Node', newestNode, []],
  ['tests on the newest Node', join(newest, 'node_modules/node/bin/node'), newestArgs],
  ['pre-commit', 'node', ['scripts/test-pre-commit.mjs']],
];

for (const [name, command, args] of steps) {
  const start = Date.now();
  const status =
    typeof command === 'function' ? command() : spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status;
  console.log(`${status === 0 ? 'ok' : 'FAILED'}  ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  if (status !== 0) process.exit(1);
}
console.log('every check passed');

/** The npm package `node` brings the newest Node; it stays out of the dependencies so that it does not shadow the user's. */
function newestNode() {
  mkdirSync(newest, { recursive: true });
  const args = ['install', '--prefix', newest, '--no-audit', '--no-fund', '--no-save', 'node@latest'];
  const { status } = spawnSync('npm', args, { cwd: newest, stdio: ['ignore', 'ignore', 'inherit'] });
  return existsSync(join(newest, 'node_modules/node/bin/node')) ? 0 : (status ?? 1);
}
