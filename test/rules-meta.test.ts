import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { rules } from '../src/core.ts';
import { casesOf, fixtures } from './harness.ts';
import { schemas } from './schemas.ts';

/* What every rule owes its readers. */

const ids = rules.map(({ id }) => id);

test('the list holds every rule file, and ids and aliases are unique', () => {
  const folder = fileURLToPath(new URL('../rules/', import.meta.url));
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.includes('/') && file.endsWith('.ts'));
  expect(ids).toEqual(files.map((file) => file.slice(0, -3)).sort());
  const names = rules.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
  expect(new Set(names).size).toBe(names.length);
  // Names that two kinds have in common, and that say what is meant in both.
  const shared = ['instances', 'parameter-value'];
  const distinct = ids.map((id) => id.split('/')[1] ?? '').filter((name) => !shared.includes(name));
  expect(new Set(distinct).size).toBe(distinct.length);
});

test('every folder of fixtures belongs to a rule', () => {
  const folders = readdirSync(fixtures).flatMap((category) =>
    readdirSync(`${fixtures}/${category}`).map((name) => `${category}/${name}`),
  );
  expect(folders.filter((folder) => !ids.includes(folder))).toEqual([]);
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  test('says what it wants, why, and what to do', () => {
    expect(id).toMatch(/^[a-z]+\/[a-z][a-z0-9-]*$/u);
    expect(id).not.toMatch(/\/(?:check|valid)-(?!until$)/u);
    expect(rule.summary).toMatch(/^(?:A|An|The|Each|Every|Only|Prefer|Do not) /u);
    for (const text of [rule.summary, rule.why, rule.remedy]) expect(text.length).toBeGreaterThan(10);
    expect(rule.references.length).toBeGreaterThan(0);
    for (const address of rule.references) expect(address).toMatch(/^https:\/\//u);
    for (const minor of [rule.since, rule.until])
      if (minor !== undefined) expect(schemas.cnpgVersions).toContain(minor);
    expect(Object.keys(rule.options?.schema ?? {})).toEqual(Object.keys(rule.options?.defaults ?? {}));
  });

  test('has a bad and a good fixture, and a mended one if it can mend', () => {
    const names = casesOf(id).map(({ name }) => name);
    expect(names.some((name) => name.startsWith('bad'))).toBe(true);
    expect(names.some((name) => name.startsWith('good'))).toBe(true);
    const mended = casesOf(id).some(({ path }) => existsSync(`${path}.fixed.yaml`));
    expect(mended).toBe(rule.fixable === true);
  });
});
