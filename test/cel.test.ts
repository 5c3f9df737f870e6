import { expect, test } from 'vitest';
import { validateFiles } from '../src/core.ts';
import type { CelRule } from '../src/schema/schema.ts';
import { withUserCrds } from '../src/schema/user-crds.ts';
import { schemas } from './schemas.ts';

/* CEL rules of any CRD, evaluated as the API server does. */

interface Trial {
  readonly spec: unknown;
  readonly stored?: unknown;
}

/** What is said of an object whose `spec` has the given schema and rules. */
function judge(schema: object, rules: readonly (CelRule | string)[], { spec, stored }: Trial): string[] {
  const validations = rules.map((rule) => (typeof rule === 'string' ? { rule } : rule));
  const crd = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.example.org' },
    spec: {
      group: 'example.org',
      scope: 'Namespaced',
      names: { kind: 'Thing', plural: 'things' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: { spec: { ...schema, 'x-kubernetes-validations': validations } },
            },
          },
        },
      ],
    },
  };
  const file = (content: unknown): { path: string; text: string } => ({
    path: 'thing.json',
    text: JSON.stringify({ apiVersion: 'example.org/v1', kind: 'Thing', metadata: { name: 'thing' }, spec: content }),
  });
  const report = validateFiles([file(spec)], {
    schemas: withUserCrds(schemas, [crd]),
    presets: ['server'],
    ...(stored !== undefined && { stored: [file(stored)] }),
  });
  return report.findings.map(({ severity, message }) => `${severity}: ${message}`);
}

const numbers = {
  type: 'object',
  properties: {
    whole: { type: 'integer' },
    half: { type: 'number' },
    both: { 'x-kubernetes-int-or-string': true },
    names: { type: 'array', items: { type: 'string' } },
    byName: { type: 'object', additionalProperties: { type: 'integer' } },
    size: { type: 'integer', default: 3 },
  },
};

test.each([
  ['an integer is one', 'self.whole / 2 == 1', { whole: 3 }],
  ['a whole number of type number is a double', 'self.half / 2.0 == 1.5', { half: 3 }],
  ['an int or string is whatever is there', "self.both == 'ten' || self.both == 10", { both: 10 }],
  [
    'lists and macros',
    'self.names.all(name, name.size() < 4) && self.names.exists_one(n, n == "a")',
    { names: ['a', 'b'] },
  ],
  ['maps', "self.byName.all(key, key != 'c') && self.byName['a'] == 1", { byName: { a: 1 } }],
  ['defaults are there', 'self.size == 3', {}],
  ['strings', "self.names[0].startsWith('a') && self.names[0].matches('^a+$')", { names: ['aa'] }],
])('%s', (_, rule, spec) => {
  expect(judge(numbers, [rule], { spec })).toEqual([]);
  expect(judge(numbers, [`!(${rule})`], { spec })).toEqual([`error: spec breaks the rule !(${rule})`]);
});

test('a rule that asks for what is not there is broken, as the API server has it', () => {
  expect(judge(numbers, ['self.whole > 1'], { spec: {} })).toEqual(['error: spec breaks the rule self.whole > 1']);
});

test('a rule that fails at what the schema refuses says nothing of its own', () => {
  expect(judge(numbers, ['self.names[0] == "a"'], { spec: { names: 'a' } })).toEqual([
    expect.stringContaining('"names"'),
  ]);
});

test('a rule that cannot be judged says so, and is never taken for kept', () => {
  expect(
    judge(numbers, ['isQuantity(self.both)', 'self.names.sum() == 3'], { spec: { both: '1Gi', names: [] } }),
  ).toEqual([
    'info: spec has a rule that cannot be judged without a cluster: isQuantity(self.both)',
    'info: spec has a rule that cannot be judged without a cluster: self.names.sum() == 3',
  ]);
  const optional = { rule: 'oldSelf.hasValue() || self.whole == 1', optionalOldSelf: true };
  expect(judge(numbers, [optional], { spec: { whole: 1 } })).toEqual([
    expect.stringMatching(/^info: .*cannot be judged/u),
  ]);
});

test('a rule names the field below it that it is about', () => {
  const report = judge(numbers, [{ rule: '!has(self.whole)', fieldPath: '.whole' }], { spec: { whole: 1 } });
  expect(report).toEqual(['error: spec breaks the rule !has(self.whole)']);
});

test('rules on changes compare with the stored value, and without one they say nothing', () => {
  const rules = ['self == oldSelf'];
  expect(judge(numbers, rules, { spec: { whole: 1 } })).toEqual([]);
  expect(judge(numbers, rules, { spec: { whole: 1 }, stored: { whole: 1, size: 3 } })).toEqual([]);
  expect(judge(numbers, rules, { spec: { whole: 1 }, stored: { whole: 2 } })).toEqual([
    'error: spec is fixed when the Thing is created, and this changes it',
  ]);
  expect(judge(numbers, ['self.whole >= oldSelf.whole'], { spec: { whole: 1 }, stored: { whole: 2 } })).toEqual([
    'error: spec breaks the rule self.whole >= oldSelf.whole',
  ]);
});

test('items of a list-map are compared with those of the same keys', () => {
  const list = {
    type: 'object',
    properties: {
      items: {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
        items: {
          type: 'object',
          required: ['name'],
          properties: { name: { type: 'string' }, size: { type: 'integer' } },
          'x-kubernetes-validations': [{ rule: 'self.size >= oldSelf.size' }],
        },
      },
    },
  };
  const stored = {
    items: [
      { name: 'a', size: 5 },
      { name: 'b', size: 1 },
    ],
  };
  expect(
    judge(list, [], {
      stored,
      spec: {
        items: [
          { name: 'b', size: 1 },
          { name: 'a', size: 5 },
        ],
      },
    }),
  ).toEqual([]);
  expect(
    judge(list, [], {
      stored,
      spec: {
        items: [
          { name: 'b', size: 1 },
          { name: 'a', size: 4 },
        ],
      },
    }),
  ).toEqual(['error: spec.items[1] breaks the rule self.size >= oldSelf.size']);
});
