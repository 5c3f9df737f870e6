import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyPatch, type Operation, readPatch, unknown } from '../src/values/json-patch.ts';

function patched(document: unknown, ...operations: Partial<Operation>[]): unknown {
  const patch = readPatch(JSON.stringify(operations));
  if (typeof patch === 'string') return patch;
  const result = applyPatch(document, patch);
  return 'fault' in result ? result.fault : result.document;
}

describe('readPatch', () => {
  test.each([
    ['', 'it is not JSON'],
    ['[', 'it is not JSON'],
    ['{}', 'it is not a list of operations'],
    ['[null]', 'operation 1 is not an object'],
    ['[{"path": "/a"}]', 'operation 1 has no "op"'],
    ['[{"op": "ADD", "path": "/a", "value": 1}]', 'operation 1 has the op "ADD", which is none'],
    ['[{"op": "remove"}]', 'operation 1 has no "path"'],
    ['[{"op": "remove", "path": 1}]', 'operation 1 has no "path"'],
    ['[{"op": "remove", "Path": "/a"}]', 'operation 1 has no "path"'],
    ['[{"op": "remove", "path": "/a"}, {"op": "add", "path": "/a"}]', 'operation 2 ("add") has no "value"'],
    ['[{"op": "move", "path": "/a", "from": null}]', 'operation 1 ("move") has no "from"'],
  ])('%j is none', (text, fault) => expect(readPatch(text)).toBe(fault));

  test.each(['null', '[]', ' [ ] '])('%j has no operations', (text) => expect(readPatch(text)).toEqual([]));

  test('takes null for a value, and passes over other members', () => {
    expect(readPatch('[{"op": "add", "path": "/a", "value": null, "more": 1}]')).toEqual([
      { op: 'add', path: '/a', from: '', value: null },
    ]);
  });
});

describe('applyPatch', () => {
  const document = { a: { b: [1, 2, 3] }, 'x/y': 1, 'm~n': 2, nothing: null };

  test.each([
    ['/a/b/-', [1, 2, 3, 'new']],
    ['/a/b/0', ['new', 1, 2, 3]],
    ['/a/b/3', [1, 2, 3, 'new']],
    ['/a/b/+1', [1, 'new', 2, 3]],
    ['/a/b/-1', [1, 2, 3, 'new']],
    ['/a/b/-4', ['new', 1, 2, 3]],
  ])('adds to a list at %s', (path, b) => {
    expect(patched(document, { op: 'add', path, value: 'new' })).toEqual({ ...document, a: { b } });
  });

  test.each(['/a/b/4', '/a/b/-5', '/a/b/x', '/a/b/1.5', '/no/b', '/x~1y/z', '/nothing/z', 'a'])(
    'cannot add to %s',
    (path) => {
      const result = patched({ ...document, a: document.a }, { op: 'add', path, value: 1 });
      expect(result).toEqual(path === 'a' ? { operation: 0, pointer: 'a' } : { operation: 0, pointer: path });
    },
  );

  test('unescapes pointers, and passes over what stands before the first slash', () => {
    expect(patched(document, { op: 'test', path: '/x~1y', value: 1 })).toEqual(document);
    expect(patched(document, { op: 'test', path: '/m~0n', value: 2 })).toEqual(document);
    expect(patched(document, { op: 'test', path: 'spec/x~1y', value: 1 })).toEqual(document);
    expect(patched({}, { op: 'add', path: '/~01', value: 1 })).toEqual({ '~1': 1 });
  });

  test('removes and replaces what is there', () => {
    expect(patched({ a: 1, b: 2 }, { op: 'remove', path: '/a' })).toEqual({ b: 2 });
    expect(patched([1, 2, 3], { op: 'remove', path: '/-1' })).toEqual([1, 2]);
    expect(patched([1, 2, 3], { op: 'replace', path: '/-3', value: 9 })).toEqual([9, 2, 3]);
    expect(patched({ a: null }, { op: 'replace', path: '/a', value: 1 })).toEqual({ a: 1 });
    for (const path of ['/b', '', '/a/x'])
      expect(patched({ a: 1 }, { op: 'remove', path })).toMatchObject({ operation: 0 });
    for (const path of ['/3', '/-', '/-4'])
      expect(patched([1, 2, 3], { op: 'replace', path, value: 1 })).toEqual({ operation: 0, pointer: path });
  });

  test('replaces the document by objects and lists alone', () => {
    expect(patched({ a: 1 }, { op: 'add', path: '', value: [1] })).toEqual([1]);
    expect(patched({ a: 1 }, { op: 'add', path: '', value: 'x' })).toEqual({ operation: 0 });
    expect(patched({ a: 1 }, { op: 'replace', path: '', value: {} })).toEqual({});
    // The library forgets to complain.
    expect(patched({ a: 1 }, { op: 'replace', path: '', value: 'x' })).toEqual({ a: 1 });
  });

  test('moves and copies', () => {
    expect(patched({ a: 1, b: {} }, { op: 'move', from: '/a', path: '/b/c' })).toEqual({ b: { c: 1 } });
    expect(patched({ a: { x: 1 } }, { op: 'copy', from: '/a', path: '/a/y' })).toEqual({ a: { x: 1, y: { x: 1 } } });
    expect(patched({ a: 1 }, { op: 'move', from: '', path: '/b' })).toEqual({ operation: 0, pointer: '' });
    expect(patched({ a: 1 }, { op: 'copy', from: '', path: '/b' })).toEqual({ a: 1, b: { a: 1 } });
    expect(patched({ a: {} }, { op: 'move', from: '/a', path: '/a/b' })).toEqual({ operation: 0, pointer: '/a/b' });
    const twice = patched(
      { a: { x: 1 } },
      { op: 'copy', from: '/a', path: '/b' },
      { op: 'add', path: '/b/x', value: 2 },
    );
    expect(twice).toEqual({ a: { x: 1 }, b: { x: 2 } });
  });

  test('tests deeply; what an object lacks is null', () => {
    const same = { a: [1, { b: 'x', c: null }] };
    expect(patched(same, { op: 'test', path: '/a', value: [1, { c: null, b: 'x' }] })).toEqual(same);
    expect(patched(same, { op: 'test', path: '/b', value: null })).toEqual(same);
    expect(patched(same, { op: 'test', path: '/b' })).toEqual(same);
    expect(patched(same, { op: 'test', path: '/b', value: 1 })).toEqual({ operation: 0 });
    expect(patched(same, { op: 'test', path: '/a/0', value: '1' })).toEqual({ operation: 0 });
    expect(patched(same, { op: 'test', path: '/a', value: [1] })).toEqual({ operation: 0 });
    expect(patched(same, { op: 'test', path: '/a/1', value: { b: 'x' } })).toEqual({ operation: 0 });
    expect(patched(same, { op: 'test', path: '/a/2', value: null })).toEqual({ operation: 0, pointer: '/a/2' });
  });

  test('an empty piece stands for the document, and below it for nothing', () => {
    expect(patched({ a: {} }, { op: 'add', path: '/', value: 1 })).toEqual({ a: {}, '': 1 });
    expect(patched({ a: {} }, { op: 'replace', path: '/a/', value: 1 })).toEqual({ a: { '': 1 } });
    expect(patched({ a: {} }, { op: 'test', path: '/a/', value: null })).toEqual({ a: {} });
    expect(patched({ a: {} }, { op: 'add', path: '//b', value: 1 })).toEqual({ a: {} });
    expect(patched({ a: {} }, { op: 'add', path: '/a//b', value: 1 })).toEqual({ operation: 0, pointer: '/a//b' });
  });

  test('whatever is asked of something unknown, it has', () => {
    const known = { a: unknown };
    for (const operation of [
      { op: 'replace', path: '/a/b/c', value: 1 },
      { op: 'remove', path: '/a/0' },
      { op: 'test', path: '/a', value: 5 },
      { op: 'test', path: '/a/b', value: 5 },
      { op: 'add', path: '/a/-', value: 5 },
    ] as const)
      expect(patched(known, operation)).toEqual(known);
    expect(patched(known, { op: 'move', from: '/a/x', path: '/b' })).toEqual({ a: unknown, b: unknown });
  });

  test('keys of every name are keys', () => {
    const result = patched({}, { op: 'add', path: '/__proto__', value: { x: 1 } });
    expect(Object.getOwnPropertyNames(result)).toEqual(['__proto__']);
    expect(patched({}, { op: 'remove', path: '/toString' })).toEqual({ operation: 0, pointer: '/toString' });
  });

  const pointer = fc
    .array(fc.oneof(fc.constantFrom('a', 'b', '0', '1', '-', '-1', '', '~1', '~'), fc.string()), { maxLength: 4 })
    .map((pieces) => pieces.map((piece) => `/${piece}`).join(''));
  const operation = fc.record({
    op: fc.constantFrom('add', 'replace', 'remove', 'move', 'copy', 'test'),
    path: fc.oneof(pointer, fc.string()),
    from: fc.oneof(pointer, fc.string()),
    value: fc.jsonValue({ maxDepth: 3 }),
  });

  test('never throws, and leaves the document as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.array(operation), (given, operations) => {
        const before = JSON.stringify(given);
        patched(given, ...(operations as Partial<Operation>[]));
        expect(JSON.stringify(given)).toBe(before);
      }),
    );
  });

  test('what is added is found by a test, and is gone once it is removed', () => {
    const key = fc.string({ minLength: 1 }).map((text) => text.replaceAll('~', '~0').replaceAll('/', '~1'));
    fc.assert(
      fc.property(key, fc.jsonValue(), (name, value) => {
        const path = `/a/${name}`;
        const steps = [
          { op: 'add', path, value },
          { op: 'test', path, value },
          { op: 'remove', path },
        ] as const;
        expect(patched({ a: {} }, ...steps)).toEqual({ a: {} });
      }),
    );
  });

  test('takes deep values and long lists of operations', () => {
    const deep = `${'['.repeat(9_000)}${']'.repeat(9_000)}`;
    const patch = readPatch(`[{"op":"add","path":"/a","value":${deep}},{"op":"test","path":"/a","value":${deep}}]`);
    expect(typeof patch === 'string' ? patch : 'document' in applyPatch({}, patch)).toBe(true);
    const copies = Array.from({ length: 5000 }, () => ({ op: 'copy', from: '', path: '/a' }) as const);
    expect(patched({}, ...copies)).not.toHaveProperty('operation');
  });
});
