import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reporters } from '../../src/reporters/index.ts';
import { lineHashes } from '../../src/reporters/line-hashes.ts';
import type { Report } from '../../src/rule/finding.ts';
import { anyReport, nothing, plain, ran, report, ruleNamed, suppressed } from './report.ts';

describe('sarif', () => {
  const {
    id: _id,
    $schema: _schema,
    ...official
  } = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as Record<
    string,
    unknown
  >;
  const validate = new Ajv({
    strict: false,
    allErrors: true,
    unicodeRegExp: false,
    formats: {
      uri: (text) => URL.canParse(text),
      'uri-reference': (text) => /^[\w.~:/?#[\]@!$&'()*+,;=%-]*$/u.test(text) && URL.canParse(text, 'file:///root/'),
      'date-time': (text) => !Number.isNaN(Date.parse(text)),
    },
  }).compile(official);

  interface Artifact {
    readonly uri: string;
    readonly uriBaseId?: string;
  }

  interface Descriptor {
    readonly id: string;
    readonly properties?: { readonly tags: readonly string[]; readonly 'security-severity'?: string };
  }

  interface Log {
    readonly runs: readonly {
      readonly tool: { readonly driver: { readonly rules: readonly Descriptor[] } };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly message: { readonly text: string };
        readonly partialFingerprints: Record<string, string>;
        readonly locations: readonly {
          readonly physicalLocation: { readonly artifactLocation: Artifact; readonly region: Record<string, number> };
        }[];
        readonly suppressions?: readonly object[];
        readonly relatedLocations?: readonly { readonly id: number }[];
        readonly fixes?: readonly { readonly artifactChanges: readonly object[] }[];
      }[];
    }[];
  }

  const read = (some: Report, context = plain): Log['runs'][number] => {
    const log: unknown = JSON.parse(reporters.sarif(some, context));
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
    const [run] = (log as Log).runs;
    if (!run) throw new Error('no run');
    return run;
  };

  test('satisfies the official schema', () => {
    for (const one of [report, nothing]) read(one);
    fc.assert(
      fc.property(anyReport, ({ report: some, context }) => void read(some, context)),
      { numRuns: 50 },
    );
  });

  test('describes every rule that ran, and every one that found something', () => {
    const { tool, results } = read(report);
    expect(tool.driver.rules.map(({ id }) => id)).toEqual([...ran.map(({ id }) => id), 'yaml/same-look']);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });

  test('has what GitHub needs of each result', () => {
    const { results } = read(report);
    for (const [index, { locations, partialFingerprints }] of results.entries()) {
      const { artifactLocation, region } = locations[0]?.physicalLocation ?? {};
      expect(decodeURIComponent(artifactLocation?.uri ?? '')).toBe(`k8s/${report.findings[index]?.file}`);
      expect(artifactLocation?.uriBaseId).toBe('%SRCROOT%');
      expect(Object.keys(region ?? {})).toEqual(['startLine', 'startColumn', 'endLine', 'endColumn']);
      expect(Object.keys(partialFingerprints)).toEqual(['primaryLocationLineHash', 'cnpgLint/v1']);
    }
  });

  test('cuts descriptions to what GitHub takes, and leaves out what a rule does not say', () => {
    const [rule = ruleNamed('a/b', 'info')] = ran;
    const { exceptions: _exceptions, ...terse } = rule;
    const { tool } = read(nothing, { ...plain, rules: [{ ...terse, why: 'x'.repeat(2000), references: [] }] });
    expect(tool.driver.rules[0]).toMatchObject({ fullDescription: { text: `${'x'.repeat(1021)}...` } });
    expect(JSON.stringify(tool.driver.rules)).not.toMatch(/References|silent/u);
  });

  test('links to the other places', () => {
    const [result] = read(report).results.filter(({ ruleId }) => ruleId === 'database/one-owner');
    expect(result?.message.text).toBe(
      'The database "orders" of Cluster "orders" is declared by two Databases. See [also here, with the owner "billing"](1), [and made at first by the Cluster](2). Keep one Database for it.',
    );
    expect(result?.relatedLocations?.map(({ id }) => id)).toEqual([1, 2]);
  });

  test('has fixes, safe ones and others', () => {
    expect(
      read(report)
        .results.filter(({ fixes }) => fixes)
        .map(({ ruleId }) => ruleId),
    ).toEqual(report.findings.filter(({ fix }) => fix).map(({ rule }) => rule));
  });

  test('leaves out what is suppressed unless asked for, and then says so of every result', () => {
    const some = { ...report, suppressed };
    expect(read(some)).toEqual(read(report));
    const { results, tool } = read(some, { ...plain, showSuppressed: true });
    expect(results.slice(0, report.findings.length).map((one) => one.suppressions)).toEqual(
      report.findings.map(() => []),
    );
    expect(results.slice(report.findings.length).map(({ ruleId, suppressions }) => [ruleId, suppressions])).toEqual([
      ['ha/instances', [{ kind: 'inSource', justification: 'a "test" <system> & nothing else' }]],
      ['postgresql/sql-type', [{ kind: 'external' }]],
    ]);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(
      read({ ...nothing, suppressed }, { ...plain, rules: [], showSuppressed: true }).tool.driver.rules,
    ).toHaveLength(2);
  });

  test('rates rules of security, and no others', () => {
    const rules = (['error', 'warning', 'info'] as const).map((severity) =>
      ruleNamed(`security/${severity}`, severity),
    );
    const { tool } = read(nothing, { ...plain, rules: [...rules, ruleNamed('backup/error', 'error')] });
    expect(tool.driver.rules.map(({ properties }) => properties?.['security-severity'])).toEqual([
      '8.0',
      '5.0',
      '2.0',
      undefined,
    ]);
    for (const { properties } of tool.driver.rules.slice(0, 3)) expect(properties?.tags).toContain('security');
  });

  test('names files outside of the root by their whole address', () => {
    const [result] = read(report, { ...plain, fromRoot: (file) => `/else where/${file}` }).results;
    expect(result?.locations[0]?.physicalLocation.artifactLocation).toEqual({
      uri: 'file:///else%20where/clusters/orders.yaml',
    });
  });

  test('leaves out the hash of a line that is not known', () => {
    const [result] = read(report, { ...plain, textOf: () => undefined }).results;
    expect(Object.keys(result?.partialFingerprints ?? {})).toEqual(['cnpgLint/v1']);
  });
});

describe('line hashes', () => {
  /** By definition: the first hundred characters from the line on, each times a power of 37, without blanks and tabs. */
  function byDefinition(text: string): string[] {
    const lines = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n');
    const counts: Record<string, number> = {};
    return lines.map((_, line) => {
      const rest = [
        ...lines
          .slice(line)
          .join('\n')
          .replaceAll(/[ \t]/gu, '')
          .split('')
          .map((unit) => BigInt(unit.charCodeAt(0))),
        65535n,
      ];
      let sum = 0n;
      for (let power = 99n, at = 0; power >= 0n; power--, at++) sum += (rest[at] ?? 0n) * 37n ** power;
      const hash = (sum % 2n ** 64n).toString(16);
      counts[hash] = (counts[hash] ?? 0) + 1;
      return `${hash}:${counts[hash]}`;
    });
  }

  test('of known texts', () => {
    // 65535 * 37^99 mod 2^64 is what an empty last line comes to, whatever is before it.
    expect(lineHashes('')).toEqual(['c129715d7a2bc9a3:1']);
    expect(lineHashes('spec:\n')).toEqual([expect.any(String), 'c129715d7a2bc9a3:1']);
    expect(lineHashes('a: 1\r\n  b: 2\rc: 3')).toEqual(lineHashes('a:1\nb:2\n\tc : 3'));
    expect(
      lineHashes('- item\n'.repeat(40))
        .slice(0, 3)
        .map((hash) => hash.replace(/.*:/u, '')),
    ).toEqual(['1', '2', '3']);
  });

  test('are those of github/codeql-action', () => {
    expect(lineHashes(' a\nb\n  \t\tc\n d')).toEqual([
      '271789c17abda88f:1',
      '54703d4cd895b18:1',
      '180aee12dab6264:1',
      'a23a3dc5e078b07b:1',
    ]);
    const repeated = lineHashes('Lorem ipsum dolor sit amet.\n'.repeat(10));
    expect([repeated[0], repeated[5], repeated[6]]).toEqual([
      'a7f2ff13bc495cf2:1',
      'a7f2ff13bc495cf2:6',
      'a7f2ff1481e87703:1',
    ]);
  });

  test('agree with their definition', () => {
    const line = fc.constantFrom(
      'spec:',
      '  instances: 3',
      '',
      '\t',
      ' ',
      '# 注文 😀',
      'x'.repeat(120),
      '- a',
      '- a',
      '- a',
    );
    const text = fc
      .array(
        fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')).map((parts) => parts.join('')),
        { maxLength: 60 },
      )
      .map((parts) => parts.join(''));
    fc.assert(fc.property(text, (some) => void expect(lineHashes(some)).toEqual(byDefinition(some))));
  });
});
