import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { covers, isLoopback, parsePgHba } from '../src/values/pg-hba.ts';

function only(line: string) {
  const [rule] = parsePgHba(line);
  if (!rule) throw new Error(`no rule in ${line}`);
  return rule;
}

describe('a line', () => {
  test.each([
    ['local all all peer map=m', 'local', 'all', 'all', undefined, 'peer', ['map=m']],
    ['host all all 10.0.0.0/8 md5', 'host', 'all', 'all', '10.0.0.0/8', 'md5', []],
    [
      '  hostssl a,b +c,"d e" all  cert  clientcert=verify-full # note',
      'hostssl',
      'a,b',
      '+c,d e',
      'all',
      'cert',
      ['clientcert=verify-full'],
    ],
    ['host\tall\tall\t127.0.0.1\t255.255.255.255\ttrust\r', 'host', 'all', 'all', '127.0.0.1', 'trust', []],
    ['host a, b all samenet reject', 'host', 'a,b', 'all', 'samenet', 'reject', []],
    ['host all all ::1 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff trust', 'host', 'all', 'all', '::1', 'trust', []],
    ['host all all db.internal ldap ldapserver=x', 'host', 'all', 'all', 'db.internal', 'ldap', ['ldapserver=x']],
  ])('%s', (line, type, database, user, address, method, options) => {
    const rule = only(line);
    expect([rule.type, rule.database.text, rule.user.text, rule.address?.text, rule.method.text]).toEqual([
      type,
      database,
      user,
      address,
      method,
    ]);
    expect(rule.options.map(({ text }) => text)).toEqual(options);
    expect(line.slice(rule.method.start, rule.method.end)).toBe(method);
  });

  test.each([
    '',
    '# host all all all trust',
    'host all all all',
    'include other.conf',
    'hosts all all all trust',
    'host all all 10.0.0.1 md5',
  ])('%j is no rule', (line) => {
    expect(parsePgHba(line)).toEqual([]);
  });

  test('places count from the start of the text', () => {
    const text = '# first\nhost all all all scram-sha-256\nlocal all all peer\n';
    expect(parsePgHba(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'host all all all scram-sha-256',
      'local all all peer',
    ]);
  });
});

test.each([
  ['127.0.0.1/32', true],
  ['127.0.0.0/8', true],
  ['::1/128', true],
  ['localhost', true],
  ['samehost', true],
  ['127.0.0.1 255.255.255.255', true],
  ['127.0.0.1/0', false],
  ['127.0.0.1 0.0.0.0', false],
  ['all', false],
  ['10.0.0.0/8', false],
])('%s is the machine itself: %s', (address, expected) => {
  expect(isLoopback(only(`host all all ${address} trust`))).toBe(expected);
});

describe('an earlier rule', () => {
  test.each([
    ['host all all all', 'host all admin all', true],
    ['host all all all', 'hostssl shop all 10.0.0.0/8', true],
    ['hostssl all all all', 'host all all all', false],
    ['host all all all', 'local all all', false],
    ['host all all all', 'host replication all all', false],
    ['host all all all', 'host "replication" all all', true],
    ['host "all" all all', 'host shop all all', false],
    ['host a,b all all', 'host b all all', true],
    ['host a all all', 'host a,b all all', false],
    ['host all +staff all', 'host all anna all', false],
    ['host all all 10.0.0.0/8', 'host all all 10.1.0.0/16', true],
    ['host all all 10.0.0.0 255.0.0.0', 'host all all 10.1.0.0/16', true],
    ['host all all 10.1.0.0/16', 'host all all 10.0.0.0/8', false],
    ['host all all 0.0.0.0/0', 'host all all 10.0.0.0/8', true],
    ['host all all 0.0.0.0/0', 'host all all ::/0', false],
    ['host all all ::/0', 'host all all fd00::/8', true],
    ['host all all fd00::/8', 'host all all fe00::/8', false],
    ['host all all 0.0.0.0/0', 'host all all db.internal', false],
    ['host all all db.internal', 'host all all DB.internal', true],
    ['host all all samenet', 'host all all samehost', false],
    ['local all all', 'local shop all', true],
  ])('%s covers %s: %s', (earlier, later, expected) => {
    expect(covers(only(`${earlier} md5`), only(`${later} reject`))).toBe(expected);
  });
});

test('every text is read, in time that grows with its length', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('host', 'all', ' ', ',', '"', '#', '\n', '::', '1', '/') }),
      (text) => {
        for (const rule of parsePgHba(`${text}\nhost ${text}`)) {
          expect(rule.start).toBeLessThan(rule.end);
          expect(covers(rule, rule)).toBe(true);
        }
      },
    ),
  );
  const start = performance.now();
  parsePgHba(`host ${'a,'.repeat(30_000)}`);
  parsePgHba(`host ${'a '.repeat(30_000)}`);
  parsePgHba('"'.repeat(400_000));
  expect(performance.now() - start).toBeLessThan(1500);
});
