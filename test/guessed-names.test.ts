import { expect, test } from 'vitest';
import { meantKey } from '../src/facts/metadata-keys.ts';
import { areSiblings } from '../src/facts/sibling-names.ts';

/* What a misspelt name was meant to be, and which names only look like one. */

test.each([
  ['pg-1', 'pg-2', true],
  ['node9', 'node10', true],
  ['shop-east', 'shop-west', true],
  ['app-dev', 'app-dr', true],
  ['app-prod', 'app-pro', true],
  ['shop-backup', 'shop-bakcup', false],
  ['shop-prod', 'shop-prid', false],
  ['shop1-backup', 'shop1-backpu', false],
  ['shop', 'shop', false],
  ['shop', 'shop-west', false],
  ['shop-a', 'shop-a-b', false],
])('"%s" and "%s" are siblings: %s', (a, b, expected) => {
  expect(areSiblings(a, b)).toBe(expected);
  expect(areSiblings(b, a)).toBe(expected);
});

const known = [
  'cnpg.io/hibernation',
  'cnpg.io/reload',
  'cnpg.io/podPatch',
  'cnpg.io/skipEmptyWalArchiveCheck',
  'k8s.cnpg.io/reconcileOne',
  'k8s.cnpg.io/reconcileTwo',
];

test.each([
  ['the same name in another domain', 'k8s.cnpg.io/hibernation', 'cnpg.io/hibernation'],
  ['a short name in another domain', 'k8s.cnpg.io/reload', 'cnpg.io/reload'],
  ['a slip', 'cnpg.io/relaod', 'cnpg.io/reload'],
  ['another ending', 'cnpg.io/hibernate', 'cnpg.io/hibernation'],
  ['an ending as different as can be', 'cnpg.io/hibernal', 'cnpg.io/hibernation'],
  ['the beginning of a longer one', 'cnpg.io/skipEmptyWal', undefined],
  ['another ending that two have', 'k8s.cnpg.io/reconcileit', undefined],
  ['too short for that', 'cnpg.io/podPage', undefined],
  ['another word', 'cnpg.io/backup', undefined],
])('%s: "%s" means %j', (_, key, meant) => {
  expect(meantKey(key, known)).toBe(meant);
});
