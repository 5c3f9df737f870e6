import { expect, test } from 'vitest';
import { rules } from '../src/core.ts';
import { asked, casesOf } from './harness.ts';

/* What is found does not depend on the order in which files are read: each fixture of several files, from the last to the first. */

const projects = rules
  .filter(({ id }) => asked.test(id))
  .flatMap(({ id }) => casesOf(id))
  .filter(({ files }) => files.length > 1);

test.each(projects)('$rule: $name', (one) => {
  expect(one.lint(one.files.toReversed()).findings).toEqual(one.lint().findings);
});
