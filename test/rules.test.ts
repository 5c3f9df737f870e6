import { describe, expect, test } from 'vitest';
import { rules, validateFiles } from '../src/core.ts';
import { asked, casesOf, shown } from './harness.ts';
import { schemas } from './schemas.ts';

describe.each(rules.map(({ id }) => id).filter((id) => asked.test(id)))('%s', (rule) => {
  const cases = casesOf(rule);
  test.each(cases)('$name', (one) => {
    expect(one.failures()).toEqual([]);
  });

  test.each(cases.filter(({ name }) => name.startsWith('bad')))('$name reads well', async (one) => {
    await expect(shown(one)).toMatchFileSnapshot(`${one.path}.out.txt`);
  });
});

test('a resource of another group is none of our business', () => {
  const text = 'apiVersion: postgresql.k8s.enterprisedb.io/v1\nkind: Cluster\nspec: {cnpg.io: 1}\n';
  expect(validateFiles([{ path: 'a.yaml', text }], { schemas }).findings).toEqual([]);
});
