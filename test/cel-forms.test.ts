import { Environment } from '@marcbachmann/cel-js';
import { array, assert, constantFrom, property, record, string } from 'fast-check';
import { expect, test } from 'vitest';
import { formOf } from '../src/schema/cel-forms.ts';

/* Rules that are seen to hold without evaluation. */

test.each([
  ["self != 'postgres'", 'app', 'postgres'],
  ["self == 'a' || self == 'b'", 'b', 'c'],
  ["!self.name.startsWith('pg_')", { name: 'app' }, { name: 'pg_app' }],
  ['self.name.size() != 0', { name: 'app' }, { name: '' }],
  ['!has(self.a)', {}, { a: 1 }],
  ['!(has(self.a) && has(self.b))', { b: 1 }, { a: 1, b: 1 }],
  ["!has(self.a) || self.b == 'x'", { a: 1, b: 'x' }, { a: 1, b: 'y' }],
  ['!has(self.a) || !has(self.b) || !self.b', { a: 1, b: false }, { a: 1, b: true }],
  ['!has(self.a) || self.b > 3', {}, { a: 1, b: 4 }],
])('%s is seen to hold for %j and not for %j', (rule, one, other) => {
  const form = formOf({ rule });
  expect([form.holdsFor(one), form.holdsFor(other)]).toEqual([true, false]);
});

test.each([
  ["!has(self.a) ? self.b == 'x' : true", {}],
  ["self != 'a || b'", 'c'],
  ["!has(self.a) && self.b == 'x'", {}],
  ['self == oldSelf', 'a'],
  ["self.a == 'x' || !has(self.b)", {}],
])('%s is left to the library', (rule, self) => {
  expect(formOf({ rule }).holdsFor(self)).toBe(false);
});

test('what is seen to hold is what the library says', () => {
  const environment = new Environment({ homogeneousAggregateLiterals: false }).registerVariable('self', 'dyn');
  const name = constantFrom('a', 'b');
  const text = constantFrom('', 'x', 'xy', 'y z');
  const operand = constantFrom('self', 'self.a', 'self.b');
  const clause = record({ operand, text, name }).chain((it) =>
    constantFrom(
      `${it.operand} == '${it.text}'`,
      `${it.operand} != '${it.text}'`,
      `!${it.operand}.startsWith('${it.text}')`,
      `${it.operand}.size() != 0`,
      `!has(self.${it.name})`,
      `has(self.${it.name})`,
      `!${it.operand}`,
      '!(has(self.a) && has(self.b))',
      `(has(self.a) || self.b == '${it.text}')`,
      `self.${it.name} > 1 && !has(self.${it.name})`,
    ),
  );
  const join = constantFrom(' || ', ' || ', ' || ', ' && ', ' ? true : ');
  const rule = record({ clauses: array(clause, { minLength: 1, maxLength: 3 }), join }).map(({ clauses, join: by }) =>
    clauses.join(by),
  );
  const value = constantFrom<unknown>('', 'x', 'xy', 1, true, false, null, [], ['x'], {});
  const fields = record({ a: value, b: value }, { requiredKeys: [] });
  assert(
    property(
      rule,
      constantFrom(value, fields, string()).chain<unknown>((some) => some),
      (expression, self) => {
        if (!formOf({ rule: expression }).holdsFor(self)) return;
        expect(environment.parse(expression)({ self })).toBe(true);
      },
    ),
    { numRuns: 3000 },
  );
});
