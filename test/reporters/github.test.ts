import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutCommands } from '../../src/cli/print-reports.ts';
import { visible } from '../../src/reporters/escape.ts';
import { annotations } from '../../src/reporters/github.ts';
import { reporters } from '../../src/reporters/index.ts';
import type { Finding } from '../../src/rule/finding.ts';
import { anyReport, findings, plain, report, reportOf } from './report.ts';
import { runnerReads } from './runner.ts';

describe('github', () => {
  test('any text arrives, and none breaks out', () => {
    fc.assert(
      fc.property(anyReport, ({ report: some, context }) => {
        const output = reporters.github(some, { ...context, fromRoot: (file) => file });
        const bySeverity = (['error', 'warning', 'info'] as const).flatMap((severity) =>
          some.findings.filter((one) => one.severity === severity),
        );
        const read = runnerReads(output);
        expect(output.split('\n')).toHaveLength(bySeverity.length + 1);
        expect(read.map(({ command }) => command)).toEqual(
          bySeverity.map(({ severity }) => (severity === 'info' ? 'notice' : severity)),
        );
        expect(read.map(({ properties }) => properties['file'] ?? '')).toEqual(
          bySeverity.map(({ file }) => visible(file)),
        );
        for (const [index, { message, help, range }] of bySeverity.entries()) {
          const said = [message, help].filter(Boolean).map(visible).join('\n');
          expect(read[index]?.data.startsWith(said)).toBe(true);
          expect(read[index]?.properties).toMatchObject({
            line: String(range.start.line),
            endLine: String(range.end.line),
            title: 'some/rule',
          });
          expect('col' in (read[index]?.properties ?? {})).toBe(range.start.line === range.end.line);
        }
      }),
    );
  });

  test('names files from the root of the repository', () => {
    expect(runnerReads(reporters.github(report, plain))[0]?.properties['file']).toBe('k8s/clusters/orders.yaml');
  });

  test('ten of each level have an annotation, and the others a line of the log', () => {
    const many = (severity: Finding['severity'], count: number): Finding[] =>
      Array.from({ length: count }, (_, index) => ({
        ...(findings[0] as Finding),
        severity,
        message: `The ${severity} ${index} ##[add-mask]orders`,
      }));
    const some = reportOf([...many('warning', 12), ...many('error', 11), ...many('info', 3)]);
    const output = reporters.github(some, plain);
    const commands = runnerReads(output).map(({ command }) => command);
    expect(commands).toEqual([
      ...Array<string>(10).fill('error'),
      ...Array<string>(10).fill('warning'),
      ...Array<string>(3).fill('notice'),
    ]);
    expect(output.split('\n').slice(23)).toEqual([
      'Without an annotation, as GitHub shows 10 of each level:',
      expect.stringMatching(/^clusters\/orders\.yaml:7:14: error: The error 10 /u),
      expect.stringMatching(/^clusters\/orders\.yaml:7:14: warning: The warning 10 /u),
      expect.stringMatching(/^clusters\/orders\.yaml:7:14: warning: The warning 11 /u),
      '',
    ]);
    expect(output.startsWith(annotations(some, plain))).toBe(true);
    expect(runnerReads(annotations(some, plain))).toHaveLength(23);
  });
});

describe('nothing that a report echoes commands the runner', () => {
  const github = { GITHUB_ACTIONS: 'true' };

  test('in a log of any format', () => {
    fc.assert(
      fc.property(anyReport, ({ report: some, context }) => {
        for (const [name, reporter] of Object.entries(reporters)) {
          if (name === 'github') continue;
          const output = reporter(some, context);
          expect([name, runnerReads(name === 'pretty' ? withoutCommands(output, github) : output)]).toEqual([name, []]);
        }
      }),
    );
  });

  test('by a pause that is there only where it has to be', () => {
    const text = '5 | # ##[set-output name=a]b\n';
    expect(runnerReads(text)).toHaveLength(1);
    expect(runnerReads(`${withoutCommands(text, github)}::notice::after`).map(({ command }) => command)).toEqual([
      'notice',
    ]);
    expect(withoutCommands(text, {})).toBe(text);
    expect(withoutCommands(' ::set-output name=a::b\n', github)).toMatch(
      /^::stop-commands::([0-9a-f]{64})\n.*\n::\1::\n$/u,
    );
    expect(withoutCommands('5 | a::b::c # [\n', github)).toBe('5 | a::b::c # [\n');
  });
});
