import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imageTag, postgresMajorOf } from '../src/values/image-reference.ts';

test.each([
  ['postgres', 'latest'],
  ['postgres:17', '17'],
  ['postgres:latest', 'latest'],
  ['library/postgres', 'latest'],
  ['ghcr.io/cloudnative-pg/postgresql:17.5-system-trixie', '17.5-system-trixie'],
  ['ghcr.io/cloudnative-pg/postgresql', 'latest'],
  // The port of a registry is no tag.
  ['host:5000/pg', 'latest'],
  ['host:5000/pg:16', '16'],
  ['registry.example.com:5000/team/pg:16.3', '16.3'],
  ['localhost/pg:15', '15'],
  // A digest beside a tag does not count, and one alone leaves no tag.
  ['pg:17@sha256:abcdef', '17'],
  ['pg@sha256:abcdef', ''],
  ['pg@sha256:ABCDEF', ''],
  ['host:5000/pg@sha256:0', ''],
  // What is no SHA-256 in hexadecimal is no digest.
  ['pg@sha512:ab', 'ab'],
  ['pg:17@sha512:ab', '17@sha512:ab'],
  ['pg@sha256:xyz', 'xyz'],
  ['pg@sha256:', 'latest'],
  // The first colon of the last part counts.
  ['pg:16:17', '16:17'],
  ['pg:', 'latest'],
  ['pg::', ':'],
  ['a:16/pg', 'latest'],
  ['a:b/pg:16', '16'],
  [':17', '17'],
  ['', 'latest'],
  ['pg/', 'latest'],
  ['pg:16/', 'latest'],
  ['pg:16\n', '16\n'],
  ['pg:16@sha256:ab\n', '16@sha256:ab\n'],
])('the tag of %j is %j', (image, tag) => {
  expect(imageTag(image)).toBe(tag);
});

test.each([
  ['17', 17],
  ['17.5', 17],
  ['17.5-system-trixie', 17],
  ['18beta2', 18],
  ['16.3.4-1', 16],
  ['16.3.', 16],
  ['9.6', 9],
  ['9', 9],
  ['017', 17],
  ['0', 0],
  ['17:16', 17],
  ['15.100', 15],
  ['20240101', 20_240_101],
  ['9223372036854775807', 2 ** 63],
])('the major of %j is %d', (tag, major) => {
  expect(postgresMajorOf(tag)).toBe(major);
});

test.each([
  '',
  'v17',
  'latest',
  '17.',
  '17.-bookworm',
  '17..5',
  '.17',
  '-17',
  '+17',
  ' 17',
  '١٧',
  'pg17',
  '9223372036854775808',
  '17.9223372036854775808',
])('%j has no version', (tag) => {
  expect(postgresMajorOf(tag)).toBeUndefined();
  expect(postgresMajorOf(tag, true)).toBeUndefined();
});

test.each([
  ['9', undefined],
  ['9.6', 9],
  ['10', 10],
  ['16.99', 16],
  ['16.100', undefined],
  ['9.100', undefined],
  ['16.3.100', 16],
])('read strictly, the major of %j is %j', (tag, major) => {
  expect(postgresMajorOf(tag, true)).toBe(major);
});

describe('any image', () => {
  const noise = fc.string({ unit: fc.constantFrom(...'a1.:/@-', 'sha256:', '@sha256:ab', '17.5'), maxLength: 12 });

  test('has the tag that the expressions of the original find', () => {
    fc.assert(
      fc.property(noise, (image) => {
        expect(imageTag(image)).toBe(reference(image));
      }),
      { seed: 1, numRuns: 5000 },
    );
  });

  test('keeps a tag whatever its registry, path and digest are', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/u);
    const registry = fc.oneof(
      fc.constant(''),
      word.map((name) => `${name}.example.com/`),
      word.map((name) => `${name}:5000/`),
    );
    const parts = fc.array(word, { minLength: 1, maxLength: 3 });
    const digest = fc.oneof(
      fc.constant(''),
      fc.stringMatching(/^[0-9a-f]{64}$/u).map((hex) => `@sha256:${hex}`),
    );
    const version = fc.tuple(fc.integer({ min: 10, max: 99 }), fc.integer({ min: 0, max: 99 }));
    fc.assert(
      fc.property(registry, parts, version, digest, (server, path, [major, minor], hash) => {
        const tag = `${major}.${minor}-bookworm`;
        expect(imageTag(`${server}${path.join('/')}:${tag}${hash}`)).toBe(tag);
        expect(imageTag(`${server}${path.join('/')}${hash}`)).toBe(hash === '' ? 'latest' : '');
        expect(postgresMajorOf(tag)).toBe(major);
        expect(postgresMajorOf(tag, true)).toBe(major);
      }),
      { seed: 1 },
    );
  });

  test.each([':', '/', '.', 'a.', 'a:', '@sha256:', '@sha256:a', '9', '9.'])('is read at once: many %j', (unit) => {
    const start = performance.now();
    for (const end of ['', '/', '!']) postgresMajorOf(imageTag(unit.repeat(100_000) + end));
    postgresMajorOf(unit.repeat(100_000));
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

/** The tag by the regular expressions of the operator. */
function reference(image: string): string {
  let name = image.includes('/') ? image : `docker.io/library/${image}`;
  if (image.includes('/') && !/^[^./:]+((\.[^./:]+)+(:[0-9]+)?|:[0-9]+)\//u.test(image)) name = `docker.io/${image}`;
  const digest = /@sha256:([a-fA-F0-9]+)$/u.exec(name);
  if (digest) name = name.slice(0, digest.index);
  return /:([^/]+)$/u.exec(name)?.[1] ?? (digest ? '' : 'latest');
}
