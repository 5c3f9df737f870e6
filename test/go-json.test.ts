import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fractional, memberOf, membersOf, parseJson } from '../src/values/go-json.ts';

/* Checked against encoding/json of Go 1.26. */

describe('a text', () => {
  test.each(['', ' ', '{', '{}x', '{} {}', '{"a":1,}', "{'a':1}", '01', '\ufeff{}', '\u00a0{}', '"\t"', 'NaN'])(
    '%j is no JSON',
    (text) => {
      expect(parseJson(text)).toBeUndefined();
    },
  );

  test('null is JSON', () => {
    expect(parseJson(' null\n')).toEqual({ value: null });
  });

  test('brackets and quotes within texts open and close nothing', () => {
    const value = { 'a{"': '[{,:"\\', b: ['}', ']'] };
    expect(parseJson(JSON.stringify(value))).toEqual({ value });
  });

  test('what is nested too deep is refused', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(parseJson(nested(10_000))).toBeDefined();
    expect(parseJson(nested(10_001))).toBeUndefined();
    expect(parseJson('['.repeat(1_000_000))).toBeUndefined();
  });

  test.each(['1e3', '1.0', '-2E+1', '1e21'])('%s is no integer', (text) => {
    expect(parseJson(`[${text}]`)).toEqual({ value: [new Fractional(text)] });
  });

  test.each([
    ['1000', 1000],
    ['-0', -0],
    ['1.5', 1.5],
    ['1e-3', 0.001],
  ])('%s is a number', (text, value) => {
    expect(parseJson(text)).toEqual({ value });
  });

  test('property: what JSON.parse reads is read alike', () => {
    const json = fc.json().filter((text) => !/\d[eE]/u.test(text));
    fc.assert(
      fc.property(json, (text) => {
        expect(parseJson(text)).toEqual({ value: JSON.parse(text) as unknown });
      }),
    );
  });

  test('property: any text is read or refused as JSON.parse does', () => {
    const text = fc.string({ unit: fc.constantFrom(...'{}[]:,"\\ \nae1.-u0') });
    fc.assert(
      fc.property(text, (text) => {
        expect(parseJson(text) !== undefined).toBe(isJson(text));
      }),
    );
  });
});

describe('a member', () => {
  test.each([
    ['{"name": 1}', 1],
    ['{"NAME": 1}', 1],
    ['{"name": 1, "Name": 2}', 2],
    ['{"Name": 1, "name": 2}', 2],
    // The last one counts, wherever its name stood first.
    ['{"name": 1, "Name": 2, "name": 3}', 3],
    // null says nothing.
    ['{"name": 1, "Name": null}', 1],
    ['{"name": null}', undefined],
    ['{}', undefined],
    ['{"names": 1}', undefined],
    ['{"__proto__": {"name": 1}}', undefined],
  ])('of %s', (text, expected) => {
    expect(memberOf(objectOf(text), 'name')).toBe(expected);
  });

  test('each of those that an object repeats', () => {
    expect(membersOf(objectOf('{"name": 1, "NAME": null, "name": "2"}'), 'name')).toEqual([1, '2']);
  });

  test('letters beyond ASCII that fold to one of it', () => {
    expect(memberOf(objectOf('{"ta\u017f\u212a": 1}'), 'task')).toBe(1);
    expect(memberOf(objectOf('{"\u0130d": 1}'), 'id')).toBeUndefined();
  });
});

function objectOf(text: string): object {
  return Object(parseJson(text)?.value) as object;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
