import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseArgument } from '../src/values/command-argument.ts';
import { parseDestination } from '../src/values/destination-path.ts';
import { hostWithoutBucket, isAmazon, originOf, parseEndpoint } from '../src/values/endpoint-url.ts';
import { inBinaryUnit } from '../src/values/quantity.ts';

/* Destinations, checked against the parsers of barman 3.19; endpoints; arguments of its commands. */

describe('a destination', () => {
  test.each([
    ['s3://bucket', 's3', 'bucket', '', ''],
    ['s3://bucket/', 's3', 'bucket', '', ''],
    ['S3://bucket/a/b', 's3', 'bucket', 'a/b', ''],
    ['s3://bucket//a//b/', 's3', 'bucket', 'a//b/', ''],
    ['s3://bucket/a?b#c', 's3', 'bucket', 'a', '?b#c'],
    ['gs://bucket/a', 'google', 'bucket', 'a', ''],
    ['https://console.cloud.google.com/storage/browser/bucket/a', 'google', 'bucket', 'a', ''],
    ['https://account.blob.core.windows.net/container', 'azure', 'container', '', ''],
    ['https://account.blob.core.windows.net/container/a/b', 'azure', 'container', 'a/b', ''],
    ['https://account.blob.core.chinacloudapi.cn/container/a', 'azure', 'container', 'a', ''],
    ['http://azurite:10000/account/container/a', 'azure', 'container', 'a', ''],
    ['http://localhost/container', 'azure', 'container', '', ''],
  ])('%s', (text, provider, bucket, folder, rest) => {
    expect(parseDestination(text)).toEqual({ is: 'destination', provider, bucket, folder, rest });
  });

  test.each([
    ['', 'does not begin with a scheme such as s3://', undefined],
    ['bucket', 'does not begin with a scheme such as s3://', undefined],
    ['s3', 'does not begin with a scheme such as s3://', undefined],
    ['/s3://bucket', 'does not begin with a scheme such as s3://', undefined],
    ['s3//bucket', 'has "//" behind "s3" instead of "://"', 's3://bucket'],
    ['S3:bucket/a', 'has ":" behind "S3" instead of "://"', 's3://bucket/a'],
    ['gs:/bucket', 'has ":/" behind "gs" instead of "://"', 'gs://bucket'],
    ['s3:', 'has ":" behind "s3" instead of "://"', undefined],
    ['s3:https://host/bucket', 'has two schemes', undefined],
    ['s3://https://host/bucket', 'has two schemes', undefined],
    ['s3://', 'names no bucket', undefined],
    ['s3:///a', 'names no bucket', undefined],
    ['gs://?a', 'names no bucket', undefined],
    ['https://account.blob.core.windows.net', 'names no container', undefined],
    ['https://account.blob.core.windows.net//a', 'names no container', undefined],
    ['https:///container', 'names no container', undefined],
    ['file:///backups', 'begins with "file://", which no provider has', undefined],
  ])('is not %j', (text, reason, meant) => {
    expect(parseDestination(text)).toEqual({ is: 'fault', reason, ...(meant !== undefined && { meant }) });
  });

  test('what was meant is a destination', () => {
    const text = fc.tuple(fc.constantFrom('s3', 'gs', 'S3'), fc.constantFrom(':', '/', '://', '//', ':/'), fc.string());
    fc.assert(
      fc.property(text, (parts) => {
        const parsed = parseDestination(parts.join(''));
        if (parsed.is === 'fault' && parsed.meant !== undefined)
          expect(parseDestination(parsed.meant)).not.toMatchObject({ reason: expect.stringContaining('instead') });
      }),
      { seed: 1 },
    );
  });
});

describe('an endpoint', () => {
  test.each([
    ['https://Host', 'https://host', ''],
    ['HTTP://host:9000/', 'http://host:9000', ''],
    ['https://host:443/a/b//', 'https://host', '/a/b'],
    ['http://host:443', 'http://host:443', ''],
  ])('%s', (text, origin, path) => {
    const endpoint = parseEndpoint(text);
    expect(endpoint && [originOf(endpoint), endpoint.path]).toEqual([origin, path]);
  });

  test.each(['', 'host', 'host:9000', 's3://bucket', 'https://', 'https://user@host', 'https://host?a', 'https://a b'])(
    'is not %j',
    (text) => {
      expect(parseEndpoint(text)).toBeUndefined();
    },
  );

  test.each([
    ['b.s3.eu-west-1.amazonaws.com', undefined, 's3.eu-west-1.amazonaws.com'],
    ['a.b.s3-eu-west-1.amazonaws.com', undefined, 's3-eu-west-1.amazonaws.com'],
    ['b.s3.cn-north-1.amazonaws.com.cn', undefined, 's3.cn-north-1.amazonaws.com.cn'],
    ['b.fra1.digitaloceanspaces.com', 'b', 'fra1.digitaloceanspaces.com'],
    ['b.s3.example.org', 'b', 's3.example.org'],
    ['b.storage.googleapis.com', 'b', 'storage.googleapis.com'],
    ['s3.eu-west-1.amazonaws.com', 's3', undefined],
    ['s3.dualstack.eu-west-1.amazonaws.com', undefined, undefined],
    ['bucket.vpce-1a.s3.eu-west-1.vpce.amazonaws.com', 'bucket', undefined],
    ['b.minio.svc.cluster.local', 'b', undefined],
    ['other.fra1.digitaloceanspaces.com', 'b', undefined],
    ['b', 'b', undefined],
  ])('%s without the bucket %s', (host, bucket, rest) => {
    expect(hostWithoutBucket(host, bucket)).toBe(rest);
  });

  test.each([
    ['s3.eu-west-1.amazonaws.com', true],
    ['s3.cn-north-1.amazonaws.com.cn', true],
    ['notamazonaws.com', false],
    ['amazonaws.com.example.org', false],
  ])('%s is of Amazon: %s', (host, expected) => {
    expect(isAmazon(host)).toBe(expected);
  });
});

describe('an argument', () => {
  test.each([
    ['--a=b', { is: 'option', name: '--a', value: 'b' }],
    ['--a=', { is: 'option', name: '--a', value: '' }],
    ['--a=b c', { is: 'option', name: '--a', value: 'b c' }],
    ['--a=b=c', { is: 'option', name: '--a', value: 'b=c' }],
    ['-vv', { is: 'option', name: '-vv', value: undefined }],
    ['5MB', { is: 'value' }],
    ['a b', { is: 'value' }],
    ['', { is: 'value' }],
  ])('%j', (text, expected) => {
    expect(parseArgument(text)).toEqual(expected);
  });

  test.each([
    ['--a b', '--a=b'],
    ['--a\tb ', '--a=b'],
    ['--a ', '--a'],
    [' --a=b', '--a=b'],
    ['--a b c', undefined],
    ['--a --b', undefined],
    ['-a b', undefined],
    ['--a =b', '--a=b'],
    ['--a=b --c=d', undefined],
  ])('%j is a fault', (text, meant) => {
    const argument = parseArgument(text);
    expect(argument.is).toBe('fault');
    expect('meant' in argument ? argument.meant : undefined).toBe(meant);
  });

  test('what was meant is an option', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('-', '=', ' ', '\t', 'a', '"') }), (text) => {
        const argument = parseArgument(text);
        if (argument.is === 'fault' && argument.meant !== undefined)
          expect(parseArgument(argument.meant)).not.toEqual(argument);
      }),
      { seed: 1 },
    );
  });
});

test('texts are read in linear time, and nothing is thrown', () => {
  const long = 50_000;
  const start = performance.now();
  for (const piece of ['/', ':', 's3:', '-', '- ', 'a.', ' ', '=', '?'])
    for (const head of ['', 's3://', 'https://', 'https://a/', '--a']) {
      const text = head + piece.repeat(long);
      parseDestination(text);
      parseEndpoint(text);
      parseArgument(text);
      hostWithoutBucket(text, 'a');
    }
  expect(performance.now() - start).toBeLessThan(5000);
});

test.each([
  [0, '0 bytes'],
  [10, '10 bytes'],
  [1023, '1023 bytes'],
  [1024, '1Ki'],
  [1024 ** 3, '1Gi'],
  [10e9, '9.3Gi'],
  [1.5 * 1024 ** 4, '1.5Ti'],
  [2 ** 80, '1048576Ei'],
])('%d bytes are %s', (bytes, expected) => {
  expect(inBinaryUnit(bytes)).toBe(expected);
});
