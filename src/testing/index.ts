/* The door for authors of rules: fixtures that say themselves what is to be found in them. Works with any test runner. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rules as builtInRules, type Rule } from '../core.ts';
import { complaintAboutRules } from '../engine/custom-rules.ts';
import { Fixture, FixtureError, schemas } from './fixture.ts';

export { Fixture, FixtureError };

/** Rules, and where their fixtures are: `FOLDER/CATEGORY/NAME/{good,bad}….yaml`. */
export interface FixtureRequest {
  readonly rules: readonly Rule[];
  /** A path or a file URL. */
  readonly folder: string | URL;
}

/**
 * Every fixture of some rules: each file or folder named `good…` or `bad…` in the folder of a rule's id. Each can be a test of
 * its own: `fixture.check()` throws a FixtureError.
 */
export function fixturesOf({ rules, folder }: FixtureRequest): readonly Fixture[] {
  const root = typeof folder === 'string' ? folder : fileURLToPath(folder);
  return rules.flatMap(({ id }) => {
    const own = join(root, id);
    if (!existsSync(own)) return [];
    return readdirSync(own, { withFileTypes: true })
      .filter((entry) => /^(?:good|bad)/u.test(entry.name) && (entry.isDirectory() || isInput(entry.name)))
      .map(({ name }) => new Fixture(id, own, name, rules));
  });
}

function isInput(name: string): boolean {
  return /\.(?:ya?ml|md)$/u.test(name) && !/\.(?:fixed|config|stored)\.ya?ml$/u.test(name);
}

/**
 * Checks rules by their fixtures: what each comment `# expect: id "text"` asks for is found, and nothing else; `NAME.fixed.yaml`
 * is what fixing makes of a fixture; each rule has a bad and a good one; each folder is that of a rule.
 * Throws a FixtureError that names everything that is wrong.
 */
export function checkFixtures(request: FixtureRequest): void {
  const failures = [...failuresOfRules(request)];
  if (failures.length === 0) {
    const fixtures = fixturesOf(request);
    failures.push(
      ...request.rules.flatMap((rule) =>
        failuresOfRule(
          rule,
          fixtures.filter((one) => one.rule === rule.id),
        ),
      ),
    );
  }
  if (failures.length > 0) throw new FixtureError(failures.join('\n'));
}

function failuresOfRules({ rules, folder }: FixtureRequest): readonly string[] {
  const root = typeof folder === 'string' ? folder : fileURLToPath(folder);
  const kinds = schemas.kinds.map(({ kind }) => kind);
  const own = rules.filter((rule) => !builtInRules.includes(rule));
  const complaint = rules.length === 0 ? 'there are no rules to check' : complaintAboutRules(own, builtInRules, kinds);
  if (complaint !== undefined) return [complaint];
  if (!existsSync(root)) return [`there is no folder ${root}`];
  const folders = (path: string): readonly string[] =>
    readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  const named = folders(root).flatMap((category) => folders(join(root, category)).map((name) => `${category}/${name}`));
  return named
    .filter((id) => !rules.some((rule) => rule.id === id))
    .map((id) => `the folder ${id} has the name of no rule`);
}

function failuresOfRule({ id, fixable = false }: Rule, fixtures: readonly Fixture[]): readonly string[] {
  const has = (verdict: string): boolean => fixtures.some(({ name }) => name.startsWith(verdict));
  const isMended = fixtures.some(({ path }) => existsSync(`${path}.fixed.yaml`));
  return [
    ...(has('bad') ? [] : ['there is no bad fixture']),
    ...(has('good') ? [] : ['there is no good fixture']),
    ...(fixable && !isMended ? ['the rule is fixable, and no fixture has a NAME.fixed.yaml'] : []),
    ...(!fixable && isMended ? ['a fixture has a NAME.fixed.yaml, and the rule does not say that it is fixable'] : []),
    ...fixtures.flatMap((fixture) => fixture.failures()),
  ].map((failure) => `${id}: ${failure}`);
}
