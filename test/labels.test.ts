import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byteLength, labelKeyFaults, labelValueFaults, subdomainFaults } from '../src/values/labels.ts';

const x = (count: number): string => 'x'.repeat(count);

describe('keys', () => {
  test.each([
    'a',
    'A',
    '0',
    'app.kubernetes.io/name',
    'cnpg.io/podRole',
    'a/b',
    'a-b.c/A_b.c-D',
    '9.9/9',
    'a--b',
    'a..b',
    x(63),
    `${x(63)}/${x(63)}`,
    `${x(253)}/a`,
  ])('%j is one', (key) => {
    expect(labelKeyFaults(key)).toEqual([]);
  });

  // Each aspect is a fault of its own, as it is for Kubernetes.
  test.each<[string, number]>([
    ['', 1],
    ['/', 2],
    ['/a', 1],
    ['a/', 1],
    ['a/b/c', 1],
    ['//', 1],
    ['-a', 1],
    ['a-', 1],
    ['.a', 1],
    ['_', 1],
    ['a b', 1],
    ['a\n', 1],
    ['ä', 1],
    ['${KEY}', 1],
    [x(64), 1],
    [`-${x(63)}`, 2],
    // 63 characters, but 64 bytes.
    [`${x(61)}äx`, 2],
    ['A/b', 1],
    ['a_b/c', 1],
    ['a./c', 1],
    ['.a/c', 1],
    ['a..b/c', 1],
    ['a.-b/c', 1],
    ['-a/c', 1],
    ['a-/c', 1],
    [`${x(254)}/a`, 1],
    [`${x(254)}./-`, 3],
  ])('%j is none, for %d reasons', (key, count) => {
    expect(labelKeyFaults(key)).toHaveLength(count);
  });

  test('are faulted by their part', () => {
    expect(labelKeyFaults('A/b-')).toEqual([
      'the part before the "/" is not made of lower-case letters, digits, "-" and "." alone, with a letter or digit at both ends',
      'its name is not made of letters, digits, "-", "_" and "." alone, with a letter or digit at both ends',
    ]);
  });
});

describe('values', () => {
  test.each(['', 'a', 'A', '0', 'a_b.c-D', 'a..b', x(63)])('%j is one', (value) => {
    expect(labelValueFaults(value)).toEqual([]);
  });

  test.each<[string, number]>([
    ['-', 1],
    ['a-', 1],
    ['.a', 1],
    ['a/b', 1],
    ['a b', 1],
    [' ', 1],
    ['a\n', 1],
    ['é', 1],
    [x(64), 1],
    [`${x(64)}-`, 2],
  ])('%j is none, for %d reasons', (value, count) => {
    expect(labelValueFaults(value)).toHaveLength(count);
  });
});

test.each<[string, number]>([
  ['a', 0],
  ['a.b-c', 0],
  ['', 1],
  ['A', 1],
  ['a_b', 1],
  [x(253), 0],
  [x(254), 1],
  [`${x(254)}-`, 2],
])('%j as a subdomain has %d faults', (text, count) => {
  expect(subdomainFaults(text)).toHaveLength(count);
});

describe('any text', () => {
  const noise = fc.string({ unit: fc.constantFrom(...'aZ0-_./ äß😀', x(30)), maxLength: 10 });

  test('has its length in UTF-8', () => {
    fc.assert(
      fc.property(fc.oneof(noise, fc.string({ unit: 'binary' })), (text) => {
        expect(byteLength(text)).toBe(new TextEncoder().encode(text).length);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('is judged by its characters, its length and the parts of a key', () => {
    fc.assert(
      fc.property(noise, noise, (a, b) => {
        expect(labelValueFaults(a).length === 0).toBe(a === '' || isName(a));
        expect(subdomainFaults(a).length === 0).toBe(isSubdomain(a));
        if (a.includes('/') || b.includes('/')) return;
        expect(labelKeyFaults(a).length === 0).toBe(isName(a));
        expect(labelKeyFaults(`${a}/${b}`).length === 0).toBe(isSubdomain(a) && isName(b));
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  test.each(['a', 'a.', 'a-', '-', '/', '😀', 'a/'])('is read at once: many %j', (unit) => {
    const start = performance.now();
    for (const text of [unit.repeat(100_000), `${unit.repeat(100_000)}!`])
      for (const faults of [labelKeyFaults, labelValueFaults, subdomainFaults]) faults(text);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

/** Without a regular expression over the whole: what the rules say in words. */
function isName(text: string): boolean {
  const characters = [...text];
  const ends = [characters[0] ?? '', characters.at(-1) ?? ''];
  return (
    text.length <= 63 &&
    characters.every((one) => /^[-A-Za-z0-9_.]$/u.test(one)) &&
    ends.every((one) => /^[A-Za-z0-9]$/u.test(one))
  );
}

function isSubdomain(text: string): boolean {
  const isLabel = (label: string): boolean =>
    label !== '' &&
    !label.startsWith('-') &&
    !label.endsWith('-') &&
    [...label].every((one) => /^[-a-z0-9]$/u.test(one));
  return text.length <= 253 && text.split('.').every(isLabel);
}
