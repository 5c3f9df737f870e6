import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { validateChange, validateFiles } from '../../src/core.ts';
import { schemas } from '../schemas.ts';
import { compare, type Judged, saidBy, type Verdict } from './compare.ts';
import { knownDifferences } from './known-differences.ts';

/* Our verdicts against those of the operator's own code, as `record.mjs` wrote them down. */

type Manifest = { readonly kind: string };

interface Recorded {
  readonly id: string;
  readonly manifest?: Manifest;
  readonly old?: Manifest;
  readonly new?: Manifest;
  /** Each verdict once, with the minors that share it. */
  readonly verdicts: readonly (Verdict & { readonly minors: readonly string[] })[];
}

function read(name: string): Recorded[] {
  const text = gunzipSync(readFileSync(new URL(`recorded/${name}.jsonl.gz`, import.meta.url))).toString();
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Recorded);
}

function judge(one: Recorded, minor: string, verdict: Verdict): Judged {
  const options = { presets: ['server'] as const, cnpgVersion: minor, schemas };
  const report =
    one.old && one.new
      ? validateChange(one.old, one.new, options)
      : validateFiles([{ path: 'manifest.yaml', text: JSON.stringify(one.manifest) }], options);
  return { kind: (one.new ?? one.manifest)?.kind ?? '', minor, verdict, said: saidBy(report) };
}

type RecordedVerdict = Recorded['verdicts'][number];

/**
 * What is compared of a case: the verdict of the newest minor, and in every second case one of the others, in turn. All of
 * them would take minutes; `run.mjs` compares them all.
 */
function choose(verdicts: readonly RecordedVerdict[], turn: number): RecordedVerdict[] {
  const newest = verdicts.reduce((one, other) => (last(other) > last(one) ? other : one));
  const others = turn % 2 === 0 ? [] : verdicts.filter((one) => one !== newest);
  return [newest, ...others.slice((turn >> 1) % others.length).slice(0, 1)];
}

function last({ minors }: RecordedVerdict): string {
  return minors.at(-1) ?? '';
}

/** Compares a part of the recorded cases, so that several processes can share them. */
export function expectAgreement(name: 'manifests' | 'changes', part = 0, parts = 1): void {
  const wrong: string[] = [];
  const fields = { all: 0, agree: 0 };
  const warnings = { all: 0, agree: 0 };
  for (const [index, one] of read(name).entries()) {
    if (index % parts !== part) continue;
    const turn = Math.floor(index / parts);
    for (const verdict of choose(one.verdicts, turn)) {
      const minor = verdict.minors[turn % verdict.minors.length] ?? '';
      const judged = judge(one, minor, verdict);
      if (knownDifferences.some(({ covers }) => covers(judged))) continue;
      const compared = compare(judged);
      if (compared.isRefused !== compared.weRefuse)
        wrong.push(`${one.id} in ${minor}: ${compared.isRefused ? 'refused' : 'accepted'} by the operator, not by us`);
      fields.all += compared.fields.length;
      fields.agree += compared.fields.filter(({ agrees }) => agrees).length;
      if (!compared.warnings) continue;
      warnings.all += 1;
      if (compared.warnings.expected === compared.warnings.ours) warnings.agree += 1;
    }
  }
  expect(wrong).toEqual([]);
  expect(fields.agree / fields.all).toBeGreaterThanOrEqual(0.99);
  expect(warnings.agree / warnings.all).toBeGreaterThanOrEqual(0.99);
}

/** How many cases there are: a record that shrinks is no record. */
export function countRecorded(name: 'manifests' | 'changes'): number {
  return read(name).length;
}
