import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rules, type SourceFile, validateFiles } from '../src/core.ts';
import { stablePath } from '../src/engine/fingerprint.ts';
import { readManifests } from '../src/model/reading.ts';
import { casesOf } from './harness.ts';
import { schemas } from './schemas.ts';

/* A finding is the same one as long as rule, resource and path are, wherever and however that is written. */

const options = { schemas, presets: ['strict'], hasIndex: true, now: '2026-11-26T12:00:00Z' } as const;

/** Findings on text differ with the text, and those on the order of files or on what stands beside with both. */
function fingerprints(...files: readonly SourceFile[]): string[] {
  const { findings } = validateFiles(files, options);
  return findings
    .filter(({ rule }) => !rule.startsWith('yaml/'))
    .map(({ fingerprint }) => fingerprint)
    .sort();
}

const texts = rules
  .flatMap(({ id }) => casesOf(id))
  .filter(({ name, files }) => name.startsWith('bad') && files.length === 1)
  .flatMap(({ files }) => files.map(({ text }) => text));

/** Fixtures that are whole: resources that can be read, and nothing that only the text says. */
const documents = texts.filter((text) => {
  const { resources, neighbours, problems } = readManifests({ path: 'a.yaml', text }, schemas.groups);
  const isPlain = resources.every(({ unknown, assumed }) => unknown.length + assumed.length === 0);
  return isPlain && resources.length > 0 && neighbours.length === 0 && problems.length === 0;
});
const document = fc.constantFrom(...documents);

test('moving a file changes no fingerprint', () => {
  fc.assert(
    fc.property(document, (text) => {
      const at = (path: string): string[] => fingerprints({ path, text });
      expect(at('clusters/shop/other.yaml')).toEqual(at('a.yaml'));
    }),
    { numRuns: 50 },
  );
});

test('writing the same values in another style changes no fingerprint', () => {
  fc.assert(
    fc.property(document, (text) => {
      const { resources } = readManifests({ path: 'a.yaml', text }, schemas.groups);
      const inJson = resources.map(({ value }) => JSON.stringify(value, null, 3)).join('\n---\n');
      expect(fingerprints({ path: 'a.yaml', text: inJson })).toEqual(fingerprints({ path: 'a.yaml', text }));
    }),
    { numRuns: 50 },
  );
});

test('the order of documents and files changes no fingerprint', () => {
  fc.assert(
    fc.property(fc.array(document, { minLength: 2, maxLength: 4 }), (all) => {
      const one = (some: readonly string[]): SourceFile => ({ path: 'a.yaml', text: some.join('\n---\n') });
      const several = all.map((text, index) => ({ path: `${index}.yaml`, text }));
      const swapped = all.map((text, index) => ({ path: `${all.length - index}.yaml`, text }));
      expect(fingerprints(one([...all].reverse()))).toEqual(fingerprints(one(all)));
      expect(fingerprints(...swapped)).toEqual(fingerprints(...several));
    }),
    { numRuns: 30 },
  );
});

test('an item that is inserted or moved changes no fingerprint of the others', () => {
  const clusterOf = (roles: readonly string[], hba: readonly string[]): SourceFile => {
    const managed = { roles: roles.map((name) => ({ name, loginn: true })) };
    const spec = { instances: 3, storage: { size: '1Gi' }, managed, postgresql: { pg_hba: hba } };
    const cluster = { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name: 'shop' }, spec };
    return { path: 'a.yaml', text: JSON.stringify(cluster) };
  };
  const roles = fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}$/u), { minLength: 2, maxLength: 6 });
  const hba = roles.map((names) => names.map((name) => `host all ${name} 0.0.0.0/0 trust`));
  fc.assert(
    fc.property(roles, hba, (names, lines) => {
      const all = fingerprints(clusterOf(names, lines));
      expect(all.length).toBeGreaterThanOrEqual(names.length + lines.length);
      expect(fingerprints(clusterOf([...names].reverse(), [...lines].reverse()))).toEqual(all);
      expect(all).toEqual(expect.arrayContaining(fingerprints(clusterOf(names.slice(1), lines.slice(1)))));
    }),
    { numRuns: 50 },
  );
});

test('an item is called by its name, a scalar by itself, and others are not told apart', () => {
  const value = { a: [{ name: 'x', b: 1 }, 'y', { b: 2 }, 7, [1]] };
  const pathOf = (index: number): unknown => stablePath(value, ['a', index, 'b']);
  expect([0, 1, 2, 3, 4, 5].map(pathOf)).toEqual(
    ['x', 'y', '*', '7', '*', 'undefined'].map((segment) => ['a', segment, 'b']),
  );
});
