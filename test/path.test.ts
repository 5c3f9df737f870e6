import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromPointer, toDotted, toPointer } from '../src/manifest/path.ts';

test('a pointer leads back to its path', () => {
  // A key of digits alone reads like an index.
  const key = fc
    .string({ unit: fc.constantFrom('a', '1', '~', '/', '0', '-', '') })
    .filter((one) => !/^\d+$/u.test(one));
  const segment = fc.oneof(key, fc.nat(100));
  fc.assert(
    fc.property(fc.array(segment), (path) => {
      expect(fromPointer(toPointer(path))).toEqual(path);
    }),
  );
});

test.each([
  [[], ''],
  [['spec', 'storage'], '/spec/storage'],
  [['a/b', 'c~d', 0], '/a~1b/c~0d/0'],
])('the pointer to %j is "%s"', (path, pointer) => {
  expect(toPointer(path)).toBe(pointer);
});

test.each([
  [['spec', 'storage', 'size'], 'spec.storage.size'],
  [['spec', 'plugins', 0, 'name'], 'spec.plugins[0].name'],
  [['metadata', 'annotations', 'cnpg.io/hibernation'], 'metadata.annotations["cnpg.io/hibernation"]'],
  [['a b'], '["a b"]'],
  [['$setElementOrder', 'max_wal-size'], '$setElementOrder.max_wal-size'],
])('%j is shown as %s', (path, shown) => {
  expect(toDotted(path)).toBe(shown);
});
