import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64, decodeUtf8, encodeBase64 } from '../src/values/base64.ts';

test('base64 is that of everybody else', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      expect(encodeBase64([...bytes])).toBe(text);
      expect(decodeBase64(text)).toEqual([...bytes]);
    }),
  );
});

test('texts come back from it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(decodeUtf8(decodeBase64(Buffer.from(text).toString('base64')) ?? [])).toBe(text);
    }),
  );
  expect(decodeUtf8([0xff])).toBeUndefined();
});

test.each(['a', 'abc', 'ab=c', '====', 'a===', 'ab c', 'ENC[x]', 'ab-_'])('%j is no base64', (text) => {
  expect(decodeBase64(text)).toBeUndefined();
});

test('line breaks do not count', () => {
  expect(decodeUtf8(decodeBase64('YWJj\nZA==\n') ?? [])).toBe('abcd');
});
