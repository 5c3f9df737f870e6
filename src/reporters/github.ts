import type { Finding, Severity } from '../rule/finding.ts';
import { visible } from './escape.ts';
import type { ReportContext, Reporter } from './reporter.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * For GitHub Actions: one workflow command per finding, which the runner turns into an annotation. It shows only the
 * first few of a step, so errors come first.
 */
export const github: Reporter = ({ findings }, context) =>
  (['error', 'warning', 'info'] as const)
    .flatMap((severity) => findings.filter((finding) => finding.severity === severity))
    .map(
      (finding) =>
        `::${commands[finding.severity]} ${properties(finding, context)}::${escapeData(text(finding, context))}\n`,
    )
    .join('');

function properties({ file, range: { start, end }, rule }: Finding, { fromRoot }: ReportContext): string {
  const given = {
    file: fromRoot(file),
    line: start.line,
    endLine: end.line,
    // Columns of spans over several lines are not shown.
    ...(start.line === end.line && { col: start.column, endColumn: end.column }),
    title: rule,
  };
  return Object.entries(given)
    .map(([name, value]) => [name, escapeProperty(String(value))])
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
}

function text({ message, help, related }: Finding, { fromRoot }: ReportContext): string {
  const places = related.map(
    (one) => `${fromRoot(one.file)}:${one.range.start.line}:${one.range.start.column}: ${one.message}`,
  );
  return [message, help, ...places]
    .filter((line) => line !== '')
    .map(visible)
    .join('\n');
}

function escapeData(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function escapeProperty(value: string): string {
  return escapeData(visible(value)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
