import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reporters } from '../../src/reporters/index.ts';
import type { Report } from '../../src/rule/finding.ts';
import { anyReport, nothing, plain, report, suppressed } from './report.ts';

interface Degradation {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

/**
 * Reads a report as GitLab does (lib/gitlab/ci/parsers/codequality/code_climate.rb): it stops at the first entry that is
 * not sound, and of those with one fingerprint keeps the last. What its documentation asks for beyond that is asked for, too.
 */
function gitlabReads(text: string): Degradation[] {
  expect(text).not.toMatch(/^\ufeff/u);
  const root: unknown = JSON.parse(text);
  if (!Array.isArray(root)) throw new Error('not a list');
  const kept = new Map<string, Degradation>();
  for (const one of root as Degradation[]) {
    const { description, check_name, fingerprint, severity, location } = one;
    const isSound =
      [description, check_name, fingerprint, severity, location.path].every((value) => typeof value === 'string') &&
      ['info', 'minor', 'major', 'critical', 'blocker'].includes(severity) &&
      Number.isInteger(location.lines.begin) &&
      location.lines.begin > 0 &&
      !location.path.startsWith('./');
    if (!isSound) break;
    kept.set(fingerprint, one);
  }
  return [...kept.values()];
}

const read = (some: Report): Degradation[] => gitlabReads(reporters.gitlab(some, plain));

describe('gitlab', () => {
  test('takes every finding, and none that is suppressed', () => {
    expect(read({ ...report, suppressed }).map(({ check_name }) => check_name)).toEqual(
      report.findings.map(({ rule }) => rule),
    );
    expect(read(nothing)).toEqual([]);
  });

  test('any text arrives', () => {
    fc.assert(
      fc.property(anyReport, ({ report: some, context }) => {
        const own = some.findings.map((one, index) => ({ ...one, fingerprint: String(index) }));
        const found = gitlabReads(
          reporters.gitlab({ ...some, findings: own }, { ...context, fromRoot: (file) => `k8s/${file}` }),
        );
        expect(found.map(({ description }) => description)).toEqual(
          own.map(({ message, help }) => (help === '' ? message : `${message}. ${help}`).replace(/\p{Cs}/gu, '\ufffd')),
        );
      }),
    );
  });

  test('what a server refuses is a blocker', () => {
    const severities = new Map(read(report).map(({ check_name, severity }) => [check_name, severity]));
    expect(severities.get('schema/unknown-field')).toBe('blocker');
    expect(severities.get('ha/instances')).toBe('minor');
    expect(severities.get('bootstrap/locale')).toBe('info');
    const [first] = gitlabReads(reporters.gitlab(report, { ...plain, rules: [] }).replaceAll('minor', 'info')).filter(
      ({ check_name }) => check_name === 'schema/unknown-field',
    );
    expect(first).toMatchObject({
      severity: 'major',
      location: { path: 'k8s/clusters/orders.yaml', lines: { begin: 23, end: 23 } },
    });
  });
});
