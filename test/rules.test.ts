import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules, validateFiles } from '../src/core.ts';
import { applyFixes } from '../src/engine/fix.ts';
import { asked, type Case, casesOf, compare, lintCase, shown, unmarked } from './harness.ts';
import { schemas } from './schemas.ts';

describe.each(rules.map(({ id }) => id).filter((id) => asked.test(id)))('%s', (rule) => {
  const cases = casesOf(rule);
  test.each(cases)('$name', (one) => {
    const { found, expected } = compare(lintCase(one), one.files);
    expect(found).toEqual(expected);
    if (one.name.startsWith('bad')) expect(expected).not.toEqual([]);
    if (one.name.startsWith('good')) expect(expected).toEqual([]);
  });

  test.each(cases.filter(({ name }) => name.startsWith('bad')))('$name reads well', async (one) => {
    await expect(shown(unmarked(one))).toMatchFileSnapshot(`${one.path}.out.txt`);
  });

  const fixed = cases.filter(({ path }) => existsSync(`${path}.fixed.yaml`));
  test.each(fixed)('$name is mended', (one) => {
    const mended = fixCase(one);
    expect(mended).toBe(readFileSync(`${one.path}.fixed.yaml`, 'utf8'));
    // Fixing twice is fixing once, and nothing of the rule that can be fixed is left.
    const again = { ...one, files: [{ path: one.files[0]?.path ?? '', text: mended }] };
    expect(fixCase(again)).toBe(mended);
    expect(lintCase(again).findings.filter((finding) => finding.rule === rule && finding.fix?.safe)).toEqual([]);
  });
});

function fixCase(one: Case): string {
  let files = one.files;
  for (let round = 0; round < 10; round++) {
    const findings = lintCase({ ...one, files }).findings.filter((finding) => finding.rule === one.rule);
    const changed = applyFixes(new Map(files.map(({ path, text }) => [path, text])), findings);
    if (changed.size === 0) break;
    files = files.map(({ path, text }) => ({ path, text: changed.get(path) ?? text }));
  }
  return files[0]?.text ?? '';
}

test('a resource of another group is none of our business', () => {
  const text = 'apiVersion: postgresql.k8s.enterprisedb.io/v1\nkind: Cluster\nspec: {cnpg.io: 1}\n';
  expect(validateFiles([{ path: 'a.yaml', text }], { schemas }).findings).toEqual([]);
});
