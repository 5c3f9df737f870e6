/*
 * Compares our verdicts with the operator's own code, over generated manifests and changes.
 * Usage: node test/conformance/run.mjs --cases 1000 --changes 200 --seed 1 [--minors 1.29,1.30] [--groups 40]
 *    or: node test/conformance/run.mjs --recorded FILE.jsonl.gz [--minors 1.29,1.30] [--groups 40]
 */
import { readFileSync } from 'node:fs';
import { argv } from 'node:process';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { loadTs } from '../../scripts/load-ts.mjs';
import { askLinter, askOracle, together, writeCases } from './ask.mjs';
import { buildOracles } from './build-oracle.mjs';
import { Groups } from './groups.mjs';
import { linterFor } from './linter.mjs';

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    cases: { type: 'string', default: '1000' },
    changes: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    minors: { type: 'string' },
    groups: { type: 'string', default: '40' },
    recorded: { type: 'string', multiple: true },
  },
});

const { compare } = await loadTs('test/conformance/compare.ts');
const { knownDifferences } = await loadTs('test/conformance/known-differences.ts');
const groups = new Groups();
const missing = values.recorded ? new Map() : await compareLive();
for (const file of values.recorded ?? []) await compareRecorded(file);

groups.print(Number(values.groups));
for (const [minor, reason] of missing) console.log(`${minor}: not compared, ${reason}`);
if (groups.cases === 0 || groups.disagreements > 0) process.exitCode = 1;

function add(one, minor, verdict, said) {
  // No cluster can hold the old object, so there is no update to judge.
  if (verdict.refusedBy === 'old') return;
  const judged = { kind: (one.new ?? one.manifest).kind, minor, verdict, said };
  const known = knownDifferences.find(({ covers }) => covers(judged));
  groups.add(one, judged, compare(judged), known?.reason);
}

async function compareLive() {
  const { built, missing } = buildOracles(values.minors?.split(','));
  const cases = await writeCases({
    seed: Number(values.seed),
    cases: Number(values.cases),
    changes: Number(values.changes),
  });
  for (const minor of built) {
    const start = Date.now();
    const [verdicts, said] = await Promise.all([askOracle(cases, minor), askLinter(cases, minor)]);
    for await (const [one, verdict, ours] of together(cases, verdicts, said)) add(one, minor, verdict, ours);
    console.error(`${minor}: ${Math.round((Date.now() - start) / 1000)} s`);
  }
  return missing;
}

async function compareRecorded(file) {
  const lint = await linterFor();
  const wanted = values.minors?.split(',');
  const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n');
  for (const line of lines) {
    const { verdicts, ...one } = JSON.parse(line);
    for (const [minor, verdict] of Object.entries(verdicts))
      if (!wanted || wanted.includes(minor)) add(one, minor, verdict, lint(one, minor));
  }
}
