/*
 * Times cnpg-lint against kubeconform, and against an empty Node, as whole processes:
 *   node bench/run.mjs FOLDER CRD.yaml... [--runs 5] [--only SET] [--cli FILE] [--kubeconform FILE]
 * FOLDER is what bench/generate.mjs made. The commands take turns, so that what slows the machine slows both.
 * GNU time tells the CPU time and the peak memory; without --kubeconform, Go installs it into FOLDER.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { convertCrds, schemaLocation } from './convert-crds.mjs';

const kubeconformVersion = 'v0.7.0';
const root = fileURLToPath(new URL('../', import.meta.url));
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', short: 'n', default: '5' },
    only: { type: 'string' },
    cli: {
      type: 'string',
      default: join(root, JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).bin['cnpg-lint']),
    },
    kubeconform: { type: 'string' },
  },
});
const [folder, ...crdFiles] = positionals.map((path) => resolve(path));
if (!folder || crdFiles.length === 0) fail('usage: node bench/run.mjs FOLDER CRD.yaml... [--runs N] [--only SET]');
if (!existsSync(join(folder, 'tree'))) fail(`no inputs in ${folder}; first run: node bench/generate.mjs ${folder}`);

const schemas = join(folder, 'schemas');
convertCrds(schemas, crdFiles);
const kubeconform = values.kubeconform ?? installKubeconform();

const cnpgLint = (set) => ({ name: 'cnpg-lint', command: [process.execPath, values.cli, join(folder, set)] });
const others = (set) => ({
  name: 'kubeconform',
  command: [
    kubeconform,
    '-strict',
    '-ignore-missing-schemas',
    '-summary',
    '-schema-location',
    schemaLocation(schemas),
    join(folder, set),
  ],
});
const emptyNode = { name: 'node -e 0', command: [process.execPath, '-e', '0'] };
const comparisons = [
  { set: 'tree', sides: [cnpgLint('tree'), others('tree')], goals: { wall: 1 / 3 } },
  { set: 'resources', sides: [cnpgLint('resources'), others('resources')], goals: { wall: 1.5, megabytes: 250 } },
  { set: 'single', sides: [cnpgLint('single/cluster.yaml'), emptyNode], goals: { wall: 1.8 } },
];

for (const { set, sides, goals } of comparisons.filter(({ set }) => !values.only || set === values.only)) {
  for (const side of sides) {
    side.said = run(side.command).said;
    // A program that cannot be found ends with 1, too.
    if (!side.said && side !== emptyNode) fail(`${side.command.join(' ')} did not say what it found`);
  }
  const runs = sides.map(() => []);
  for (let count = 0; count < Number(values.runs); count++)
    for (const [side, { command }] of sides.entries()) runs[side].push(run(command));
  print(set, sides, runs, goals);
}

/** Runs a command to its end. Both linters may end with 1, for what they found. */
function run([program, ...args]) {
  const start = performance.now();
  const { status, stdout, stderr, error } = spawnSync('/usr/bin/time', ['-f', '%U %S %M', program, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    env: { ...process.env, NO_COLOR: '1' },
  });
  const wall = (performance.now() - start) / 1000;
  if (error) fail(`cannot run /usr/bin/time: ${error.message}`);
  if (status !== 0 && status !== 1) fail(`${program} ${args.join(' ')} ended with status ${status}:\n${stderr}`);
  const [user, system, kilobytes] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return {
    wall,
    cpu: user + system,
    megabytes: kilobytes / 1000,
    said: stdout.split('\n').findLast((line) => /\d resources?\b/u.test(line)),
  };
}

function print(set, sides, runs, goals) {
  const figures = [
    ['wall', 'wall s', 2],
    ['cpu', 'CPU s', 2],
    ['megabytes', 'peak MB', 0],
  ];
  const columns = [24, 22, 22, 18];
  const row = (cells) =>
    process.stdout.write(
      `${cells
        .map((cell, index) => cell.padEnd(columns[index]))
        .join('')
        .trimEnd()}\n`,
    );
  row([set, ...figures.map(([, title]) => title)]);
  sides.forEach(({ name }, side) => {
    const cell = ([figure, , digits]) => {
      const all = runs[side].map((one) => one[figure]);
      return `${median(all).toFixed(digits)} (${Math.min(...all).toFixed(digits)} to ${Math.max(...all).toFixed(digits)})`;
    };
    row([`  ${name}`, ...figures.map(cell)]);
  });
  const ratio = (figure) => median(runs[0].map((one, index) => one[figure] / runs[1][index][figure]));
  row(['  ratio, pair by pair', ...figures.map(([figure]) => ratio(figure).toFixed(2))]);
  for (const [figure, most] of Object.entries(goals)) {
    const reached = figure === 'megabytes' ? median(runs[0].map((one) => one.megabytes)) : ratio(figure);
    const what = figure === 'megabytes' ? 'peak MB' : 'wall ratio';
    process.stdout.write(
      `  goal: ${what} at most ${most.toFixed(2)}: ${reached <= most ? 'reached' : 'missed'} with ${reached.toFixed(2)}\n`,
    );
  }
  for (const { name, said } of sides) if (said) process.stdout.write(`  ${name} said: ${said}\n`);
  process.stdout.write('\n');
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function installKubeconform() {
  const bin = join(folder, 'bin');
  const program = join(bin, 'kubeconform');
  if (!existsSync(program))
    execFileSync('go', ['install', `github.com/yannh/kubeconform/cmd/kubeconform@${kubeconformVersion}`], {
      env: { ...process.env, GOBIN: bin },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  return program;
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
