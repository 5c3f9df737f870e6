import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEmbeddedYaml } from '../src/model/embedded.ts';
import { readManifests } from '../src/model/reading.ts';
import { queryFaults } from '../src/values/custom-queries.ts';

test('places are offsets in the string', () => {
  const text = 'up:\n  metrics:\n    - v: {usage: GUAGE}\n';
  const yaml = readEmbeddedYaml(text);
  const { start, end } = yaml?.rangeOf(['up', 'metrics', 0, 'v', 'usage']) ?? { start: 0, end: 0 };
  expect(text.slice(start, end)).toBe('GUAGE');
});

test.each([
  ['a: 1\na: 2\n', 'duplicate-key'],
  ['a: "1\nb: 2\n', 'syntax'],
  ['a: *b\n', 'syntax'],
  // kubectl takes both for true, the operator does not.
  ['on: 1\nyes: 2\n', undefined],
  ['---\na: 1\n---\n: [\n', undefined],
  ['', undefined],
])('%j is broken by %s', (text, fault) => {
  expect(readEmbeddedYaml(text)?.fault?.is).toBe(fault);
});

test('a template is nothing yet', () => {
  expect(readEmbeddedYaml('{{ range . }}\na: [\n{{ end }}\n')).toBeUndefined();
});

test('queries of any shape are judged without a fault of ours, and good ones are good', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: false }), (query) => {
      const wrapped = { a: query, b: { query: 'SELECT 1', metrics: [{ c: query }] } };
      expect([...queryFaults(wrapped)].every(({ message }) => message.startsWith('Query "'))).toBe(true);
    }),
  );
  expect([...queryFaults({ a: { query: 'SELECT 1', metrics: [{ b: { usage: 'GAUGE' } }] } })]).toEqual([]);
});

test('what scales and watches ours is a neighbour, what is of another group is not', () => {
  const object = (apiVersion: string, kind: string): string => `apiVersion: ${apiVersion}\nkind: ${kind}\n`;
  const text = [
    object('autoscaling/v2', 'HorizontalPodAutoscaler'),
    object('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler'),
    object('monitoring.coreos.com/v1', 'PrometheusRule'),
    object('v1', 'ConfigMap'),
    object('example.com/v1', 'PrometheusRule'),
    object('example.com/v1', 'Secret'),
    object('v2', 'Secret'),
  ].join('---\n');
  const { neighbours, resources } = readManifests({ path: 'a.yaml', text }, ['postgresql.cnpg.io']);
  expect(neighbours.map(({ kind }) => kind)).toEqual([
    'HorizontalPodAutoscaler',
    'VerticalPodAutoscaler',
    'PrometheusRule',
    'ConfigMap',
  ]);
  expect(resources).toEqual([]);
});
