import { defineFact, type Resource, type SchemaProblem } from '../rule/index.ts';
import { writtenValue } from './shown-value.ts';

/** A scalar that should be a string and has no quotes, so that YAML reads it as something else. */
export interface UnquotedString {
  /** As it is written. */
  readonly text: string;
  /** What YAML makes of it: `the boolean true`. */
  readonly readAs: string;
  /** Whether it stands in a map of strings, such as PostgreSQL's parameters. */
  readonly isInMap: boolean;
}

/** Which values of a resource are strings that lack quotes? */
export const unquotedStrings = defineFact<Resource, ReadonlyMap<SchemaProblem, UnquotedString>>({
  name: 'unquoted-strings',
  compute(subject, { project }) {
    const { schemas, target } = project;
    const found = new Map<SchemaProblem, UnquotedString>();
    for (const problem of subject.problems) {
      const value = subject.value(...problem.path);
      const { types } = problem.expected;
      // A quantity that may be a number, too, is no string that lacks quotes.
      if (problem.code !== 'wrong-type' || !Array.isArray(types) || types.join() !== 'string') continue;
      if (typeof value !== 'boolean' && typeof value !== 'number') continue;
      const text = writtenValue(subject, problem.path);
      const isAssumed = subject.isAssumed(...problem.path);
      const isPlain = isAssumed ? !/^["']/u.test(text) : /^[\w.+-]+$/u.test(text);
      const readAs = `the ${typeof value} ${value}${isAssumed ? ' in the default of the placeholder' : ''}`;
      const parent = schemas.field(subject.data.group, subject.kind, problem.path.slice(0, -1), target);
      const isInMap = typeof problem.path.at(-1) === 'string' && parent?.fields.length === 0;
      if (isPlain) found.set(problem, { text, readAs, isInMap });
    }
    return found;
  },
});
