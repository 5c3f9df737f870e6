import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExtensionTag } from '../src/values/extension-image.ts';

test.each([
  ['0.8.1-18-trixie', { major: 18, distribution: 'trixie' }],
  ['3.6.1-pg18-bookworm', { major: 18, distribution: 'bookworm' }],
  ['18-bookworm', undefined],
  ['0.8.1-18', undefined],
  ['0.8.1-18-ubi9', undefined],
  ['latest', undefined],
  ['', undefined],
])('the tag %s of an extension', (tag, expected) => {
  expect(parseExtensionTag(tag)).toEqual(expected);
});

test('any text is read', () => {
  fc.assert(
    fc.property(fc.string(), (tag) => {
      const parsed = parseExtensionTag(tag);
      if (parsed) expect(tag.endsWith(`${parsed.major}-${parsed.distribution}`)).toBe(true);
    }),
  );
});

test('a long tag is read at once', () => {
  const start = performance.now();
  parseExtensionTag('-1'.repeat(50_000));
  parseExtensionTag(`-18-${'a'.repeat(100_000)}`);
  expect(performance.now() - start).toBeLessThan(500);
});
