import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { patternWords } from '../src/facts/pattern-words.ts';
import { parse } from '../src/manifest/document.ts';

/*
 * What sigs.k8s.io/yaml, the YAML reader of kubectl and the API server, makes of a text: JSON, or a refusal. Recorded from
 * its function YAMLToJSONStrict, version 1.6.0. Where ours is of another opinion on purpose, `differs` says why.
 */
interface Recorded {
  readonly yaml: string;
  readonly json?: string;
  readonly refused?: true;
  readonly differs?: string;
}

const recorded = JSON.parse(
  readFileSync(new URL('../fixtures/yaml/kubectl.json', import.meta.url), 'utf8'),
) as Recorded[];

/** The value as JSON would have it, or nothing if the text is refused. */
function read(yaml: string): { readonly value: unknown } | undefined {
  const { value, problems } = parse(yaml, { start: 0, end: yaml.length });
  if (problems.some(({ code }) => !code.startsWith('anchor-'))) return undefined;
  return { value: JSON.parse(JSON.stringify(value ?? null)) };
}

describe('a text is read as kubectl reads it', () => {
  test.each(recorded.filter(({ differs }) => differs === undefined))('$yaml', ({ yaml, json }) => {
    expect(read(yaml)).toEqual(json === undefined ? undefined : { value: JSON.parse(json) });
  });
});

describe('a text is read in another way', () => {
  test.each(recorded.filter(({ differs }) => differs !== undefined))('$yaml: $differs', ({ yaml, json }) => {
    expect(read(yaml)).not.toEqual(json === undefined ? undefined : { value: JSON.parse(json) });
  });
});

test('later keys of the same merge are overridden by earlier ones, and own keys win', () => {
  const yaml = 'a: &a {x: 1, z: 1}\nb: &b {x: 2, w: 2}\nc: {<<: [*a, *b], z: 3}\nd: {z: 3, <<: *a}\n';
  expect(read(yaml)?.value).toMatchObject({ c: { x: 1, w: 2, z: 3 }, d: { x: 1, z: 3 } });
});

test('every pattern of the schemas has words', () => {
  const root = fileURLToPath(new URL('../schemas/', import.meta.url));
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /[/\\].*\.json$/u.test(file));
  const patterns = files.flatMap((file) => [...patternsIn(JSON.parse(readFileSync(root + file, 'utf8')))]);
  expect(patterns.length).toBeGreaterThan(20);
  expect(patterns.filter((pattern) => !patternWords.has(pattern))).toEqual([]);
});

function* patternsIn(schema: unknown): Generator<string> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'pattern' && typeof value === 'string') yield value;
    else yield* patternsIn(value);
  }
}
