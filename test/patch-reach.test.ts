import { expect, test } from 'vitest';
import { fromPointer } from '../src/manifest/path.ts';
import { reaches } from '../src/model/patch-reach.ts';

const named = { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name: 'shop' } };

test.each<[what: string, patch: unknown, path: string, reached: boolean]>([
  ['a value', [{ op: 'replace', path: '/spec/storage/size' }], '/spec/storage/size', true],
  ['what is above it', [{ op: 'add', path: '/spec/storage/size' }], '/spec/storage', true],
  ['what is below it', [{ op: 'add', path: '/spec/storage' }], '/spec/storage/size', true],
  ['not what stands beside it', [{ op: 'add', path: '/spec/storage' }], '/spec/storageClass', false],
  ['the end of a move', [{ op: 'move', from: '/spec/a', path: '/spec/b' }], '/spec/b', true],
  ['the start of a move', [{ op: 'move', from: '/spec/a', path: '/spec/b' }], '/spec/a', true],
  ['not the start of a copy', [{ op: 'copy', from: '/spec/a', path: '/spec/b' }], '/spec/a', false],
  ['nothing by a test', [{ op: 'test', path: '/spec/a' }], '/spec/a', false],
  ['any item, once one comes or goes', [{ op: 'remove', path: '/spec/plugins/0' }], '/spec/plugins/3/name', true],
  ['any item, once one is appended', [{ op: 'add', path: '/spec/plugins/-' }], '/spec/plugins/0', true],
  ['a key with a slash', [{ op: 'add', path: '/metadata/labels/a~1b' }], '/metadata/labels/a~1b', true],
  ['what is merged', { ...named, spec: { storage: { size: '1Gi' } } }, '/spec/storage/size', true],
  ['what is above it', { ...named, spec: { storage: { size: '1Gi' } } }, '/spec', true],
  ['what is deleted with it', { ...named, spec: { storage: null } }, '/spec/storage/size', true],
  ['the items of a list', { ...named, spec: { plugins: [{ name: 'a' }] } }, '/spec/plugins/1/name', true],
  ['all of what is replaced', { ...named, spec: { backup: { $patch: 'replace' } } }, '/spec/backup/target', true],
  ['not what it leaves alone', { ...named, spec: { storage: {} } }, '/spec/instances', false],
  ['not the name that it is for', named, '/metadata/name', false],
  ['nothing without a patch', null, '/spec', false],
])('a patch reaches %s', (_, patch, path, reached) => {
  expect(reaches(patch, fromPointer(path))).toBe(reached);
});
