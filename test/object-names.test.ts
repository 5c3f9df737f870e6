import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dnsLabelFaults, generateNameFaults, labelKeyFaults, subdomainFaults } from '../src/values/labels.ts';

/* Names of objects as Kubernetes checks them. */

test.each(['a', 'shop', 'shop-1', '1', 'a--b', 'x'.repeat(63)])('"%s" is a DNS label', (text) => {
  expect(dnsLabelFaults(text)).toEqual([]);
  expect(subdomainFaults(text)).toEqual([]);
});

test.each(['', '-', '-a', 'a-', 'a.b', 'A', 'a_b', 'ä', 'a\n', 'x'.repeat(64)])('"%s" is no DNS label', (text) => {
  expect(dnsLabelFaults(text)).toHaveLength(1);
});

test.each(['shop-', 'shop', 's', 'a--', 'shop.eu-', `${'x'.repeat(57)}-`, `${'x'.repeat(80)}-`])(
  'a name can begin with "%s"',
  (text) => {
    expect(generateNameFaults(text)).toEqual([]);
  },
);

// The mask of Kubernetes hides what is before the last dash; the name that comes of it is checked all the same.
test.each(['-', 'Shop-', 'shop.', '--', 'shop.-', '.-', 'ä-'])('no name can begin with "%s"', (text) => {
  expect(generateNameFaults(text)).not.toEqual([]);
});

test('what is before the last dash of a beginning that is not used does not matter', () => {
  expect(generateNameFaults('shop.-', false)).toEqual([]);
});

test('each fault of a key is told once, and says of which part it is', () => {
  expect(labelKeyFaults('example.com/')).toHaveLength(1);
  expect(labelKeyFaults('Example.com/a b')).toHaveLength(2);
  expect(labelKeyFaults('Example.com/a')[0]).toMatch(/^the part before the "\/" is not/u);
});

test('a DNS label is a subdomain, and both are the beginning of a name', () => {
  const unit = fc.constantFrom(...'ab1-._A');
  fc.assert(
    fc.property(fc.string({ unit, minLength: 1, maxLength: 70 }), (text) => {
      if (dnsLabelFaults(text).length === 0) expect(subdomainFaults(text)).toEqual([]);
      if (subdomainFaults(text).length === 0) expect(generateNameFaults(text, false)).toEqual([]);
    }),
  );
});

test('long texts take no time', () => {
  const text = `${'a.'.repeat(50_000)}!`;
  expect([subdomainFaults(text), dnsLabelFaults(text), generateNameFaults(text)].flat().length).toBeGreaterThan(2);
});
