import { fileURLToPath } from 'node:url';
import { rules } from '../src/core.ts';
import { pretty } from '../src/reporters/pretty.ts';
import { unmarked } from '../src/testing/expectations.ts';
import { type Fixture, fixturesOf } from '../src/testing/index.ts';

/* The fixtures of our own rules, read and checked as `cnpg-lint/testing` does for everybody. */

export const fixtures = fileURLToPath(new URL('../fixtures/rules/', import.meta.url));

/** The rules whose fixtures are read: `RULES=backup/ npx vitest run test/rules.test.ts` reads those of one category. */
export const asked = new RegExp(`^(?:${process.env['RULES'] ?? ''})`, 'u');

/** Every fixture of a rule. */
export function casesOf(rule: string): readonly Fixture[] {
  return fixturesOf({ rules: rules.filter(({ id }) => id === rule), folder: fixtures });
}

/** What the terminal shows of a fixture, without the comments that say what is expected, as its documentation does. */
export function shown(fixture: Fixture): string {
  const files = unmarked(fixture.files);
  return pretty(fixture.lint(files), {
    rules,
    files: [],
    showSuppressed: false,
    textOf: (file) => [...files, ...fixture.stored].find(({ path }) => path === file)?.text,
    color: false,
    width: 100,
    hyperlinks: false,
    fromRoot: (file) => file,
  });
}
