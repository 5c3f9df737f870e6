import { expect, test } from 'vitest';
import { toPointer } from '../src/manifest/path.ts';
import { patchedPaths, withHoles } from '../src/model/open-patches.ts';

const named = { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name: 'shop', namespace: 'a' } };
const anywhere = ['/spec', '/metadata/annotations', '/metadata/labels'];

test.each<[what: string, patch: unknown, paths: readonly string[]]>([
  ['a value', [{ op: 'replace', path: '/spec/storage/size' }], ['/spec/storage/size']],
  [
    'two values',
    [
      { op: 'add', path: '/spec/a' },
      { op: 'replace', path: '/spec/b' },
    ],
    ['/spec/a', '/spec/b'],
  ],
  ['what it removes', [{ op: 'remove', path: '/spec/backup' }], ['-/spec/backup']],
  ['both ends of a move', [{ op: 'move', from: '/spec/a', path: '/spec/b' }], ['/spec/b', '-/spec/a']],
  ['the end of a copy', [{ op: 'copy', from: '/spec/a', path: '/spec/b' }], ['/spec/b']],
  ['nothing by a test', [{ op: 'test', path: '/spec/a' }], []],
  ['a whole list, once an item goes', [{ op: 'remove', path: '/spec/plugins/0' }], ['/spec/plugins']],
  ['a whole list, once an item is added', [{ op: 'add', path: '/spec/plugins/-' }], ['/spec/plugins']],
  ['a whole list for a field of an item', [{ op: 'add', path: '/spec/plugins/0/enabled' }], ['/spec/plugins']],
  ['a key with a slash', [{ op: 'add', path: '/metadata/labels/a~1b' }], ['/metadata/labels/a~1b']],
  ['the labels and annotations of metadata', [{ op: 'add', path: '/metadata' }], anywhere.slice(1)],
  ['anything', [{ op: 'replace', path: '' }], anywhere],
  ['not the name', [{ op: 'replace', path: '/metadata/name' }], []],
  ['the name of a database', [{ op: 'replace', path: '/spec/name' }], ['/spec/name']],
  ['nothing by what is no operation', ['remove'], []],
  [
    'what is merged',
    { ...named, spec: { storage: { size: '1Gi' }, instances: 3 } },
    ['/spec/storage/size', '/spec/instances'],
  ],
  ['what is deleted', { ...named, spec: { backup: null } }, ['-/spec/backup']],
  ['what is deleted by a directive', { ...named, spec: { backup: { $patch: 'delete' } } }, ['-/spec/backup']],
  [
    'all of what is replaced',
    { ...named, spec: { backup: { $patch: 'replace', target: 'primary' } } },
    ['/spec/backup'],
  ],
  ['a list as a whole', { ...named, spec: { plugins: [{ name: 'a' }] } }, ['/spec/plugins']],
  ['an annotation called name', { ...named, metadata: { annotations: { name: 'a' } } }, ['/metadata/annotations/name']],
  ['nothing by its name', named, []],
  ['nothing without a patch', null, []],
])('a patch reaches %s', (_, patch, paths) => {
  expect(patchedPaths(patch).map(({ path, isRemoved }) => (isRemoved ? '-' : '') + toPointer(path))).toEqual(paths);
});

test('what is patched may be anything, and what is removed is gone', () => {
  const object = { kind: 'Cluster', spec: { instances: 1, storage: { size: '1Gi' }, backup: { target: 'primary' } } };
  const patch = [
    { op: 'replace', path: '/spec/storage/size', value: '2Gi' },
    { op: 'add', path: '/spec/managed/roles', value: [] },
    { op: 'remove', path: '/spec/backup/target' },
    { op: 'remove', path: '/spec/plugins/name' },
  ];
  const hole = '${PATCHED}';
  const patched = { instances: 1, storage: { size: hole }, backup: {}, managed: { roles: hole } };
  expect(withHoles(object, patchedPaths(patch))).toEqual({ kind: 'Cluster', spec: patched });
  const all = [{ op: 'replace', path: '/spec' }, ...patch];
  expect(withHoles(object, patchedPaths(all))).toEqual({ kind: 'Cluster', spec: hole });
});
