import type { Finding, Severity } from '../rule/finding.ts';
import { compact } from './compact.ts';
import { visible } from './escape.ts';
import { inPlainText } from './plain-text.ts';
import type { ReportContext, Reporter } from './reporter.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** So many annotations of each level GitHub shows for a step. */
const mostOfLevel = 10;

/**
 * For GitHub Actions: workflow commands, which the runner turns into annotations, errors first. It shows only a few of
 * each level; the other findings are lines of the log.
 */
export const github: Reporter = (report, context) => {
  const { annotated, others } = share(report.findings);
  if (others.length === 0) return annotate(annotated, context);
  const rest = `Without an annotation, as GitHub shows ${mostOfLevel} of each level:\n`;
  return annotate(annotated, context) + rest + compact({ ...report, findings: others }, context);
};

/** The annotations alone, for a log that holds all findings anyway. */
export const annotations: Reporter = ({ findings }, context) => annotate(share(findings).annotated, context);

/** Which findings are to have an annotation. */
function share(findings: readonly Finding[]): { annotated: readonly Finding[]; others: readonly Finding[] } {
  const levels = (['error', 'warning', 'info'] as const).map((level) =>
    findings.filter(({ severity }) => severity === level),
  );
  return {
    annotated: levels.flatMap((some) => some.slice(0, mostOfLevel)),
    others: levels.flatMap((some) => some.slice(mostOfLevel)),
  };
}

function annotate(findings: readonly Finding[], context: ReportContext): string {
  return findings
    .map((finding) => {
      const text = inPlainText(finding, context.fromRoot);
      return `::${commands[finding.severity]} ${properties(finding, context)}::${escapeData(text)}\n`;
    })
    .join('');
}

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

function escapeData(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function escapeProperty(value: string): string {
  return escapeData(visible(value)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
