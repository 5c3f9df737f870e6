import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type LintOptions, SettingError, validateText } from '../src/core.ts';
import { createdExtensions } from '../src/values/created-extensions.ts';
import { plainDuration, readPgbouncerValue } from '../src/values/pgbouncer-value.ts';
import { matchesWildcard } from '../src/values/wildcard.ts';
import { schemas } from './schemas.ts';

/* Data on what the operator runs, and the values that are read by it. */

const targets = schemas.cnpgVersions.map((cnpg) => ({ cnpg, plugin: '0.14' }));

describe('the data know what the operator knows', () => {
  it.each(targets)('of CloudNativePG $cnpg', (target) => {
    const { pgbouncerParameters, parameterDefaults, fixedParameters, minimumPostgres } = schemas.operator(target);
    expect(pgbouncerParameters.filter((name) => !schemas.pgbouncer.parameter(name))).toEqual([]);
    const { oldest = 0, newest = 0 } = schemas.lifecycle.operator(target.cnpg)?.postgres ?? {};
    expect(oldest).toBeGreaterThanOrEqual(minimumPostgres);
    expect(schemas.postgres.majors).toContain(newest);
    const isKnown = (name: string): boolean =>
      name.includes('.') || schemas.postgres.majors.some((major) => schemas.postgres.setting(name, major));
    const names = [...fixedParameters, ...parameterDefaults.map(({ name }) => name)].filter((name) => !isKnown(name));
    expect(new Set(names)).toEqual(new Set(['wal_keep_segments']));
  });

  it('of PostgreSQL and Debian', () => {
    for (const major of schemas.postgres.majors) {
      const { released = '', endOfLife = '' } = schemas.lifecycle.postgres(major) ?? {};
      expect(endOfLife > released && /^20\d\d-\d\d-\d\d$/u.test(released)).toBe(true);
    }
    expect(schemas.lifecycle.debian('trixie')?.version).toBe(13);
    expect(schemas.lifecycle.postgres(9)).toBeUndefined();
    expect(schemas.pgbouncer.names()).toContain('server_idle_timeout');
  });
});

test.each<[string, string, object]>([
  ['default_pool_size', '20', { value: 20 }],
  ['default_pool_size', '0x14', { value: 20 }],
  ['default_pool_size', '-1', { value: -1 }],
  ['default_pool_size', '1.5', { clause: 'is no whole number' }],
  ['peer_id', '16384', { clause: 'is more than 16383, the most possible' }],
  ['log_stats', 'on', { clause: 'is neither 0 nor 1' }],
  ['query_timeout', ' .5 ', { value: 0.5 }],
  ['query_timeout', '1e400', { clause: 'is no number of seconds' }],
  ['query_timeout', '-1', { clause: 'is a negative number of seconds' }],
  ['pool_mode', 'Transaction', { value: 'transaction' }],
  ['pool_mode', 'both', { clause: 'is none of "session", "transaction", "statement"' }],
  ['server_reset_query', '', { value: '' }],
])('PgBouncer reads %s "%s"', (name, text, expected) => {
  expect(readPgbouncerValue(text, schemas.pgbouncer.parameter(name) ?? { type: 'text' })).toEqual(expected);
});

test.each([
  ['10min', 'seconds', undefined, '600'],
  ['1.5 h', 'seconds', undefined, '5400'],
  ['500ms', 'seconds', undefined, '0.5'],
  ['30s', 'integer', 'ms', '30000'],
  ['500ms', 'integer', 's', undefined],
  ['30s', 'integer', undefined, undefined],
  ['10 fortnights', 'seconds', undefined, undefined],
] as const)('"%s" as %s of %s is %s', (text, type, unit, plain) => {
  expect(plainDuration(text, { type, ...(unit && { unit }) })).toBe(plain);
});

test.each<[string, string[]]>([
  ['CREATE EXTENSION pg_cron', ['pg_cron']],
  ['create extension if not exists "uuid-ossp" with schema public; CREATE  EXTENSION\n Citus', ['uuid-ossp', 'citus']],
  ['-- CREATE EXTENSION a\nCREATE EXTENSION b', ['b']],
  ['/* CREATE EXTENSION a */ CREATE EXTENSION b /* CREATE EXTENSION c', ['b']],
  ["SELECT 'CREATE EXTENSION a; it''s'; DO $x$ CREATE EXTENSION c $x$; CREATE EXTENSION b", ['b']],
  ['RECREATE EXTENSION a; CREATE EXTENSIONS b; ALTER EXTENSION c UPDATE', []],
])('extensions of %j', (sql, names) => {
  expect(createdExtensions(sql)).toEqual(names);
});

test.each([
  ['dev', 'dev*', true],
  ['development', 'dev*', true],
  ['my-dev', 'dev*', false],
  ['shop-dev-1', '*-dev-*', true],
  ['aba', 'ab*ba', false],
  ['abba', 'ab*ba', true],
  ['', '*', true],
  ['test', 'test', true],
  ['tests', 'test', false],
])('"%s" matches "%s": %s', (name, pattern, matches) => {
  expect(matchesWildcard(name, pattern)).toBe(matches);
});

test('wildcards match as regular expressions do', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
  fc.assert(
    fc.property(text, text, (name, pattern) => {
      const plain = name.replaceAll('*', 'c');
      expect(matchesWildcard(plain, pattern)).toBe(new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 'u').test(plain));
    }),
  );
});

describe('what settings say of today and of PostgreSQL', () => {
  const cluster = (image: string, parameters = ''): string =>
    `apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: a}\nspec: {instances: 1, storage: {size: 1Gi}, ${image}postgresql: {parameters: {${parameters}}}}\n`;
  const found = (text: string, rule: string, options: LintOptions): string[] =>
    validateText(text, { ...options, rules: { '*': 'off', [rule]: 'error' }, schemas }).findings.map(
      ({ message }) => message,
    );

  it('judges by the given day, and by the clock without one', () => {
    const old = cluster('imageName: "postgresql:13.22", ');
    const rule = 'images/postgres-end-of-life';
    expect(found(old, rule, { now: '2020-01-01' })).toEqual([]);
    expect(found(old, rule, { now: '2026-01-01T00:00:00Z' })).toEqual([
      'PostgreSQL 13 is past its end of life, 2025-11-13',
    ]);
    expect(found(old, rule, {})).toHaveLength(1);
    expect(() => found(old, rule, { now: 'tomorrow' })).toThrow(SettingError);
  });

  it('takes the configured major where the manifest tells none', () => {
    const rule = 'postgres/unknown-parameter';
    const text = cluster('', 'io_method: worker');
    expect(found(text, rule, {})).toEqual([]);
    expect(found(text, rule, { postgresVersion: '17.2' })).toHaveLength(1);
    expect(
      found(cluster('imageName: "postgresql:18", ', 'io_method: worker'), rule, { postgresVersion: '17' }),
    ).toEqual([]);
    expect(() => found(text, rule, { postgresVersion: 'newest' })).toThrow(SettingError);
  });
});
