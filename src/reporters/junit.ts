import type { Finding, Suppressed } from '../rule/finding.ts';
import { visible } from './escape.ts';
import { byFile } from './order.ts';
import { inPlainText } from './plain-text.ts';
import type { ReportContext, Reporter } from './reporter.ts';
import { element, textElement, xmlDocument } from './xml.ts';

/**
 * For dashboards of tests: a suite per linted file. An error or a warning is a test that failed, a suppressed finding one
 * that was skipped, advice one that passed and has something to say; a file without any has one that passed.
 */
export const junit: Reporter = ({ findings, suppressed = [] }, context) => {
  const cases: readonly Case[] = [...findings.map((finding) => ({ finding })), ...suppressed];
  const found = byFile(cases, ({ finding }) => finding.file);
  const files = [...new Set([...context.files, ...found.keys()])].sort();
  const suites = files.map((file) => ({ file, cases: found.get(file) ?? [] }));
  return xmlDocument(
    element(
      'testsuites',
      { name: 'cnpg-lint', ...counts(suites.flatMap(casesOrClean)) },
      suites.flatMap((suite) =>
        element(
          'testsuite',
          {
            name: suite.file,
            ...counts(casesOrClean(suite)),
            skipped: suite.cases.filter(isSuppressed).length,
            file: context.fromRoot(suite.file),
          },
          suite.cases.length === 0
            ? testCase('no findings', suite.file, context, {})
            : suite.cases.flatMap((one) => describe(one, context)),
        ),
      ),
    ),
  );
};

/** A finding that counts, or one that is suppressed. */
type Case = { readonly finding: Finding } | Suppressed;

/** What stands for a file without a finding counts as a test, too. */
function casesOrClean({ cases }: { readonly cases: readonly Case[] }): readonly (Case | undefined)[] {
  return cases.length === 0 ? [undefined] : cases;
}

/** Nothing is timed, but some readers want a number. */
const time = { time: '0' };

function counts(cases: readonly (Case | undefined)[]): Readonly<Record<string, string | number>> {
  const failures = cases.filter((one) => one && !isSuppressed(one) && one.finding.severity !== 'info').length;
  return { tests: cases.length, failures, errors: 0, ...time };
}

function isSuppressed(one: Case): one is Suppressed {
  return 'kind' in one;
}

function describe(one: Case, context: ReportContext): string[] {
  const { finding } = one;
  const { file, range, rule, severity, message, resource, path } = finding;
  const object = resource && `${resource.kind} ${[resource.namespace, resource.name].filter(Boolean).join('/')}`;
  const name = `${rule}: ${[object, path].filter(Boolean).join(' ')}`.replace(/: $/u, '');
  const place = { line: range.start.line };
  if (isSuppressed(one)) {
    const where = one.kind === 'inSource' ? 'suppressed in the file' : 'suppressed outside of the file';
    return testCase(name, file, context, place, element('skipped', { message: one.justification ?? where }));
  }
  const text = [
    `${visible(file)}:${range.start.line}:${range.start.column}: ${severity}: ${inPlainText(finding, (path) => path)}`,
    visible(finding.url),
  ].join('\n');
  const said =
    severity === 'info' ? textElement('system-out', {}, text) : textElement('failure', { message, type: rule }, text);
  return testCase(name, file, context, place, said);
}

function testCase(
  name: string,
  file: string,
  { fromRoot }: ReportContext,
  place: Readonly<Record<string, number>>,
  outcome: readonly string[] = [],
): string[] {
  return element('testcase', { name, classname: file, file: fromRoot(file), ...place, ...time }, outcome);
}
