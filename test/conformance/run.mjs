/*
 * Compares our verdicts with the operator's own code, over generated manifests and changes.
 * Usage: node test/conformance/run.mjs --cases 1000 --changes 200 --seed 1 [--minors 1.29,1.30] [--groups 40]
 */
import { argv } from 'node:process';
import { parseArgs } from 'node:util';
import { loadTs } from '../../scripts/load-ts.mjs';
import { askLinter, askOracle, together, writeCases } from './ask.mjs';
import { buildOracles } from './build-oracle.mjs';
import { Groups } from './groups.mjs';

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    cases: { type: 'string', default: '1000' },
    changes: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    minors: { type: 'string' },
    groups: { type: 'string', default: '40' },
  },
});

const { compare } = await loadTs('test/conformance/compare.ts');
const { knownDifferences } = await loadTs('test/conformance/known-differences.ts');
const { built, missing } = buildOracles(values.minors?.split(','));
const cases = await writeCases({
  seed: Number(values.seed),
  cases: Number(values.cases),
  changes: Number(values.changes),
});

const groups = new Groups();
for (const minor of built) {
  const start = Date.now();
  const [verdicts, said] = await Promise.all([askOracle(cases, minor), askLinter(cases, minor)]);
  for await (const [one, verdict, ours] of together(cases, verdicts, said)) {
    const judged = { kind: (one.new ?? one.manifest).kind, minor, verdict, said: ours };
    const known = knownDifferences.find(({ covers }) => covers(judged));
    groups.add(one, judged, compare(judged), known?.reason);
  }
  console.error(`${minor}: ${Math.round((Date.now() - start) / 1000)} s`);
}

groups.print(Number(values.groups));
for (const [minor, reason] of missing) console.log(`${minor}: not compared, ${reason}`);
if (built.length === 0 || groups.disagreements > 0) process.exitCode = 1;
