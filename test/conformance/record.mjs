/*
 * Records the verdicts that `npm test` compares with, so that a machine without Go checks the same.
 * Usage: node test/conformance/record.mjs [--cases 5000] [--changes 1100] [--seed 2024]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { askOracle, together, writeCases } from './ask.mjs';
import { buildOracles, releases } from './build-oracle.mjs';

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    cases: { type: 'string', default: '5000' },
    changes: { type: 'string', default: '1100' },
    seed: { type: 'string', default: '2024' },
  },
});

const { built, missing } = buildOracles();
const cases = await writeCases({
  seed: Number(values.seed),
  cases: Number(values.cases),
  changes: Number(values.changes),
});
const answers = [];
for (const minor of built) answers.push(await askOracle(cases, minor));

const lines = { manifests: [], changes: [] };
for await (const [one, ...verdicts] of together(cases, ...answers)) {
  const groups = shared(verdicts);
  if (groups.length > 0) lines[one.old ? 'changes' : 'manifests'].push(JSON.stringify({ ...one, verdicts: groups }));
}

const folder = new URL('recorded/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, texts] of Object.entries(lines))
  writeFileSync(new URL(`${name}.jsonl.gz`, folder), gzipSync(`${texts.join('\n')}\n`, { level: 9 }));
const sources = Object.fromEntries(built.map((minor) => [minor, releases().get(minor)]));
writeFileSync(new URL('sources.json', folder), `${JSON.stringify(sources, null, 2)}\n`);
console.log(`recorded ${lines.manifests.length} manifests and ${lines.changes.length} changes for ${built.join(', ')}`);
for (const [minor, reason] of missing) console.log(`${minor}: not recorded, ${reason}`);

/** Verdicts with the minors that share them, most of which do. */
function shared(verdicts) {
  const groups = new Map();
  verdicts.forEach(({ id: _, ...verdict }, index) => {
    // No cluster of this minor can hold the old object, so there is no update to judge.
    if (verdict.refusedBy === 'old') return;
    const key = JSON.stringify(verdict);
    groups.set(key, [...(groups.get(key) ?? []), built[index]]);
  });
  return [...groups].map(([key, minors]) => ({ minors, ...JSON.parse(key) }));
}
