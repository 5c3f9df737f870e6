/* Every check, in the order in which they fail fastest: `npm run check`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const bin = (name) => join(root, 'node_modules/.bin', name);
const newest = join(root, '.cache/newest-node');

// The tests of what differs between Nodes: files, processes, streams and modules. The others ask pure functions, or other programs.
const newestTests = 'test/cli.test hostile-writes library outputs public-api stored watch'.split(' ');
const newestArgs = ['node_modules/vitest/vitest.mjs', 'run', ...newestTests];

/* Stages, one after the other; the steps of a stage run side by side. Tests use all cores by themselves. */
const stages = [
  [['format and lint', bin('biome'), ['ci', '--error-on-warnings', '.']]],
  [
    ['types', bin('tsc'), ['--noEmit', '-p', 'tsconfig.json']],
    ['types of the pure floors', bin('tsc'), ['-p', 'tsconfig.pure.json']],
    ['types of tests', bin('tsc'), ['-p', 'tsconfig.test.json']],
  ],
  [['build', 'node', ['scripts/build.mjs']]],
  [
    ['unused code', bin('knip'), []],
    ['package', bin('publint'), ['--strict']],
    ['newest Node', 'npm', ['install', '--prefix', newest, '--no-audit', '--no-fund', '--no-save', 'node@latest']],
  ],
  // To pack is to build anew, so that nothing else may look.
  [['types of the package', bin('attw'), ['--pack', '--profile', 'esm-only']]],
  [['tests', bin('vitest'), ['run', '--coverage']]],
  [['files for CI', 'node', ['scripts/check-ci-files.mjs']]],
  [['tests on the newest Node', join(newest, 'node_modules/node/bin/node'), newestArgs]],
  [['pre-commit', 'node', ['scripts/test-pre-commit.mjs']]],
];

// The npm package `node` brings the newest Node; it stays out of the dependencies so that it does not shadow the user's.
mkdirSync(newest, { recursive: true });
for (const stage of stages) {
  const isAlone = stage.length === 1;
  const passed = await Promise.all(stage.map((step) => pass(step, isAlone)));
  if (passed.includes(false)) process.exit(1);
}
console.log('every check passed');

/** Runs a step; says whether it passed. What steps side by side print comes when each has ended. */
async function pass([name, command, args], isAlone) {
  const start = Date.now();
  const run = spawn(command, args, { cwd: root, stdio: isAlone ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
  const said = [];
  for (const stream of [run.stdout, run.stderr]) stream?.on('data', (data) => said.push(data));
  const [status] = await once(run, 'close').catch(({ message }) => [message]);
  process.stdout.write(Buffer.concat(said));
  console.log(`${status === 0 ? 'ok' : 'FAILED'}  ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  return status === 0;
}
