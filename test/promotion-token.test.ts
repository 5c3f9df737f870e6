import fc from 'fast-check';
import { expect, test } from 'vitest';
import { promotionTokenFault } from '../src/values/promotion-token.ts';

/* Checked against the operator's reading of tokens, with Go 1.26. */

const good = {
  latestCheckpointTimelineID: '3',
  redoWalFile: '000000030000000000000011',
  databaseSystemIdentifier: '7416341325421019161',
  latestCheckpointREDOLocation: '0/11000028',
  timeOfLatestCheckpoint: 'Tue Sep 17 15:13:26 2026',
  operatorVersion: '1.30.0',
};

function token(value: unknown): string {
  return encode(JSON.stringify(value));
}

function encode(text: string, encoding: BufferEncoding = 'utf8'): string {
  return Buffer.from(text, encoding).toString('base64');
}

/** The last character of base64 before "==" holds four bits that count for nothing. */
const padded = [0, 1, 2]
  .map((blanks) => encode(JSON.stringify(good) + ' '.repeat(blanks)))
  .find((text) => text.endsWith('=='));
const spareBits = padded?.replace(/[AQgw]==$/u, (end) => `${{ A: 'B', Q: 'R', g: 'h', w: 'x' }[end[0] ?? '']}==`) ?? '';

test.each([
  ['as the operator makes it', token(good)],
  ['with line breaks', token(good).replaceAll(/.{20}/gu, '$&\r\n')],
  ['with unknown members', token({ ...good, redo: 1e300, more: [{}] })],
  ['with names in another case', token({ ...good, redoWalFile: null, REDOWALFILE: 'x' })],
  ['with text beyond ASCII', token({ ...good, operatorVersion: 'é' })],
  ['with bytes that are no UTF-8', encode(JSON.stringify({ ...good, operatorVersion: '\xff' }), 'latin1')],
  ['with spare bits', spareBits],
])('a good token %s', (_, text) => {
  expect(promotionTokenFault(text)).toBeUndefined();
});

test('spare bits are there', () => {
  expect(spareBits).toMatch(/[BRhx]==$/u);
});

test.each([
  ['bnVs bA==', 'it is not base64, which has no " "'],
  ['e30-', 'it is not base64, which has no "-"'],
  ['e3=0', 'it is not base64, which has "=" at its end alone'],
  ['e30===', 'it is not base64, which has "=" at its end alone'],
  ['e30', 'it is cut off or not base64, since its length is no multiple of 4'],
  ['A===', 'it is not base64, which has "=" at its end alone'],
  ['\n', 'what it encodes is not JSON'],
  [encode('\ufeff{}'), 'what it encodes is not JSON'],
  [encode('\xff', 'latin1'), 'what it encodes is not JSON'],
  [`${encode(`${JSON.stringify(good)}}`)}`, 'what it encodes is not JSON'],
  [token([good]), 'what it encodes is not a JSON object'],
  [token('x'), 'what it encodes is not a JSON object'],
  [token(null), 'it lacks "latestCheckpointTimelineID"'],
  [token({}), 'it lacks "latestCheckpointTimelineID"'],
  [token({ ...good, redoWalFile: '', operatorVersion: null }), 'it lacks "redoWalFile"'],
  [token({ ...good, operatorVersion: null }), 'it lacks "operatorVersion"'],
  [token({ ...good, redoWalFile: '', operatorVersion: 1 }), 'its member "operatorVersion" is not a text'],
])('%j', (text, fault) => {
  expect(promotionTokenFault(text)).toBe(fault);
});

test('property: any token can be judged', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String(), fc.json().map(encode)), (text) => {
      expect(promotionTokenFault(text)).not.toBe('');
    }),
  );
});

test('property: a token is good whatever its members say', () => {
  const text = fc.string({ minLength: 1 });
  const values = fc.record(Object.fromEntries(Object.keys(good).map((name) => [name, text])));
  fc.assert(fc.property(values, (value) => promotionTokenFault(token(value)) === undefined));
});
