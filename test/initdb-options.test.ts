import fc from 'fast-check';
import { expect, test } from 'vitest';
import { initdbFields } from '../src/values/initdb-options.ts';

test.each([
  [[], {}],
  [['-k'], { dataChecksums: true }],
  [['--data-checksums', '--locale=C'], { dataChecksums: true, locale: 'C' }],
  [['--no-locale'], { locale: 'C' }],
  [['--locale', 'de_DE.UTF-8'], { locale: 'de_DE.UTF-8', localeCollate: 'de_DE.UTF-8', localeCType: 'de_DE.UTF-8' }],
  [
    ['--locale=de_DE.UTF-8', '--lc-collate=C'],
    { locale: 'de_DE.UTF-8', localeCollate: 'C', localeCType: 'de_DE.UTF-8' },
  ],
  [['-EUTF8'], { encoding: 'UTF8' }],
  [['-E', 'UTF8'], { encoding: 'UTF8' }],
  [['--encoding=UTF8', '--wal-segsize=64'], { encoding: 'UTF8', walSegmentSize: 64 }],
  [['--locale-provider=icu', '--icu-locale=en'], { localeProvider: 'icu', icuLocale: 'en' }],
])('%j is %j', (options, fields) => {
  expect(initdbFields(options)).toEqual(fields);
});

test.each([
  [['--auth=trust']],
  [['--encoding']],
  [['--encoding', '-k']],
  [['--encoding=UTF8', '-E', 'LATIN1']],
  [['--wal-segsize=big']],
  [['--encoding UTF8']],
  [['-kE']],
  [['UTF8']],
  [['']],
])('%j is not known', (options) => {
  expect(initdbFields(options)).toBeUndefined();
});

test('every list is read', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('-k', '-E', '--encoding', '--locale=', '--locale=x', '=', 'x', '')),
      (options) => {
        initdbFields(options);
      },
    ),
  );
});
