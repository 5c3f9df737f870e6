import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sqlStatements } from '../src/values/sql-statements.ts';

function texts(sql: string): string[] {
  return sqlStatements(sql).map(({ text }) => text);
}

test.each<[string, readonly string[]]>([
  ['', []],
  [' ; ;\n-- nothing\n', []],
  ['CREATE EXTENSION a', ['CREATE EXTENSION a']],
  ['CREATE EXTENSION a;', ['CREATE EXTENSION a']],
  ['a; b ;c', ['a', 'b', 'c']],
  ["SELECT ';'; b", ["SELECT ';'", 'b']],
  ["SELECT 'it''s;'; b", ["SELECT 'it''s;'", 'b']],
  ["SELECT E'it\\'s;'; b", ["SELECT E'it\\'s;'", 'b']],
  ["SELECT 'a\\'; b", ["SELECT 'a\\'", 'b']],
  ['CREATE TABLE "a;b" (); c', ['CREATE TABLE "a;b" ()', 'c']],
  ['DO $$ BEGIN a; b; END $$; c', ['DO $$ BEGIN a; b; END $$', 'c']],
  ['DO $f$ a; $$ b; $f$; c', ['DO $f$ a; $$ b; $f$', 'c']],
  ['SELECT a$1; b$1', ['SELECT a$1', 'b$1']],
  ['SELECT $1; b', ['SELECT $1', 'b']],
  ['-- a;\nb -- c;\n; d', ['b', 'd']],
  ['/* a; /* b; */ c; */ d; e', ['d', 'e']],
  ['CREATE RULE r AS ON INSERT TO t DO (a; b); c', ['CREATE RULE r AS ON INSERT TO t DO (a; b)', 'c']],
  ["SELECT 'open; b", ["SELECT 'open; b"]],
  ['DO $$ open; b', ['DO $$ open; b']],
  ['/* open; b', []],
  ['\\c shop\nCREATE EXTENSION a;', ['\\c shop\nCREATE EXTENSION a']],
])('%j is %j', (sql, expected) => {
  expect(texts(sql)).toEqual(expected);
});

test('code is what neither quotes nor comments hold', () => {
  const sql = `ALTER ROLE "b c" /* no */ PASSWORD 'ALTER SYSTEM' -- or\n VALID $q$ x $q$`;
  const [statement] = sqlStatements(sql);
  expect(statement?.code).toBe(`ALTER ROLE "   "          PASSWORD '            '      \n VALID $       $`);
});

test('statements stand where they say, and code is as long as its text', () => {
  const pieces = fc.constantFrom(
    'a',
    ' ',
    ';',
    "'",
    '"',
    '$$',
    '$x$',
    '--',
    '\n',
    '/*',
    '*/',
    '(',
    ')',
    'E',
    '\\',
    'é',
    '😀',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      const sql = parts.join('');
      let done = 0;
      for (const { start, end, text, code } of sqlStatements(sql)) {
        expect(start).toBeGreaterThanOrEqual(done);
        expect(sql.slice(start, end)).toBe(text);
        expect(code.length).toBe(text.length);
        expect(text.trimStart()).toBe(text);
        done = end;
      }
    }),
  );
});

test('time grows with length', () => {
  for (const piece of ["'", '$a$', '/*', '(', ';', 'a;', "E'\\"]) {
    const start = performance.now();
    sqlStatements(piece.repeat(30_000));
    expect(performance.now() - start).toBeLessThan(1500);
  }
});
