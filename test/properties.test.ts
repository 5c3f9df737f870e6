import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rules, type SourceFile, validateFiles } from '../src/core.ts';
import { applyFixes } from '../src/engine/fix.ts';
import { casesOf } from './harness.ts';
import { schemas } from './schemas.ts';

/* What holds for any text: made by mutating every fixture of every rule. */

const texts = rules.flatMap(({ id }) => casesOf(id).flatMap(({ files }) => files.map(({ text }) => text)));
const options = { schemas, presets: ['strict'], hasIndex: true, now: '2026-11-26T12:00:00Z' } as const;

/** A fixture with lines taken out, doubled, swapped or changed. */
const mutated = fc
  .tuple(
    fc.constantFrom(...texts),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('drop', 'double', 'swap', 'cut', 'indent', 'insert'), fc.string()), {
      maxLength: 4,
    }),
  )
  .map(([text, mutations]) => {
    const lines = text.split('\n');
    for (const [seed, how, inserted] of mutations) {
      const at = seed % lines.length;
      const line = lines[at] ?? '';
      if (how === 'drop') lines.splice(at, 1);
      else if (how === 'double') lines.splice(at, 0, line);
      else if (how === 'swap') lines.splice(at, 2, lines[at + 1] ?? '', line);
      else if (how === 'cut') lines[at] = line.slice(0, Math.max(0, seed % (line.length + 1)));
      else if (how === 'indent') lines[at] = ` ${line}`;
      else lines[at] = line + inserted;
    }
    return lines.join('\n');
  });

const lint = (files: readonly SourceFile[]): ReturnType<typeof validateFiles> => validateFiles(files, options);

test('linting never throws, and every range lies in its file', () => {
  fc.assert(
    fc.property(mutated, (text) => {
      for (const { range, related, fix } of lint([{ path: 'a.yaml', text }]).findings)
        for (const { start, end } of [
          range,
          ...related.map((one) => one.range),
          ...(fix?.edits ?? []).map((edit) => edit.range),
        ]) {
          expect(start.offset).toBeGreaterThanOrEqual(0);
          expect(end.offset).toBeGreaterThanOrEqual(start.offset);
          expect(text.length).toBeGreaterThanOrEqual(end.offset);
        }
    }),
    { numRuns: 300 },
  );
});

test('findings do not depend on the order of files', () => {
  fc.assert(
    fc.property(fc.array(mutated, { minLength: 2, maxLength: 4 }), (all) => {
      const files = all.map((text, index) => ({ path: `${index}.yaml`, text }));
      expect(lint([...files].reverse()).findings).toEqual(lint(files).findings);
    }),
    { numRuns: 100 },
  );
});

test('fixing settles, and a fixed text can still be read', () => {
  fc.assert(
    fc.property(mutated, (text) => {
      let current = text;
      for (let round = 0; round < 10; round++) {
        const { findings } = lint([{ path: 'a.yaml', text: current }]);
        const next = applyFixes(new Map([['a.yaml', current]]), findings).get('a.yaml');
        if (next === undefined) return;
        const broken = (one: typeof findings): number => one.filter(({ rule }) => rule === 'yaml/syntax').length;
        expect(broken(lint([{ path: 'a.yaml', text: next }]).findings)).toBeLessThanOrEqual(broken(findings));
        current = next;
      }
      expect.unreachable('ten rounds were not enough');
    }),
    { numRuns: 200 },
  );
});
