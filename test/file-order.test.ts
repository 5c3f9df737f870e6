import { expect, test } from 'vitest';
import { type Finding, type Report, rules } from '../src/core.ts';
import { asked, casesOf } from './harness.ts';

/* What is found does not depend on the order in which files are read: each fixture of several files, from the last to the first. */

const projects = rules
  .filter(({ id }) => asked.test(id))
  .flatMap(({ id }) => casesOf(id))
  .filter(({ files }) => files.length > 1);

test.each(projects)('$rule: $name', (one) => {
  expect(found(one.lint(one.files.toReversed()))).toEqual(found(one.lint()));
});

/** The environments of an overlay are related in the order of their kustomizations. */
function found({ findings }: Report): readonly Finding[] {
  return findings.map((finding) => ({
    ...finding,
    related: finding.related.toSorted((a, b) => (a.file < b.file ? -1 : 1)),
  }));
}
