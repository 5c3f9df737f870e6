import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { validateFiles } from '../src/core.ts';
import { schemas } from './schemas.ts';

/* Manifests that every operator since the minor in their first line accepts: no error, in any preset, for ever. */

const folder = new URL('../fixtures/accepted/', import.meta.url);

describe.each(readdirSync(folder))('%s', (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const since = /^# since: (\S+)$/mu.exec(text)?.[1] ?? '';
  const minors = schemas.cnpgVersions.slice(schemas.cnpgVersions.indexOf(since));

  test.each(minors)('CloudNativePG %s', (cnpgVersion) => {
    const { findings } = validateFiles([{ path: name, text }], {
      schemas,
      cnpgVersion,
      presets: ['strict'],
      hasIndex: true,
    });
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
