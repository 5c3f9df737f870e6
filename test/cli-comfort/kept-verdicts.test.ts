import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Finding, rules } from '../../src/core.ts';
import { resolveScope, resolveTarget } from '../../src/engine/config.ts';
import { KeptVerdicts } from '../../src/engine/kept-verdicts.ts';
import { lint } from '../../src/engine/lint.ts';
import { readFile } from '../../src/engine/read.ts';
import { readKustomizations } from '../../src/model/partial.ts';
import { Source } from '../../src/model/source.ts';
import { casesOf } from '../harness.ts';
import { schemas } from '../schemas.ts';

/* A round that keeps what earlier rounds found says the same as one that begins with nothing, whatever has changed. */

const texts = rules
  .filter(({ id }) => /^(?:refs|backup|recovery|ha|declarative|pooler|images|bootstrap|yaml)\//u.test(id))
  .flatMap(({ id }) => casesOf(id))
  .flatMap(({ files }) => files.map(({ text }) => text));
const target = resolveTarget(schemas, {});
const config = {
  target,
  scope: resolveScope({ now: '2026-01-01' }, 'project'),
  settingsOf: () => settings,
};
const settings = { presets: ['strict'], rules: [] } as const;
const kustomizations = readKustomizations([]);

test('kept verdicts are those of a run of its own', () => {
  const slot = fc.nat(11);
  const change = fc.tuple(slot, fc.option(fc.nat(texts.length - 1)));
  fc.assert(
    fc.property(fc.array(change, { minLength: 12, maxLength: 30 }), (changes) => {
      const kept = new KeptVerdicts();
      const sources = new Map<number, Source>();
      for (const [index, text] of changes) {
        if (text === null) sources.delete(index);
        else {
          const file = {
            path: `apps/${index % 3}/${index % 4 === 3 ? 'patch-' : ''}${index}.yaml`,
            text: texts[text] ?? '',
          };
          sources.set(index, new Source(file, readFile(file, schemas, target)));
        }
        const all = [...sources].sort(([a], [b]) => a - b).map(([, source]) => source);
        const findings = (aids: { kept?: KeptVerdicts }): readonly Finding[] =>
          lint({ sources: all, kustomizations, isSubject: () => true, rules, schemas, config, aids }).findings;
        expect(findings({ kept })).toEqual(findings({}));
      }
    }),
    { numRuns: 3 },
  );
}, 300_000);
