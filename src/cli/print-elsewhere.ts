import { summarize } from '../engine/lint.ts';
import type { ReportContext } from '../reporters/reporter.ts';
import type { Report } from '../rule/finding.ts';
import { counted } from '../text/counted.ts';
import { printReports } from './print-reports.ts';
import type { Surroundings } from './streams.ts';

/** Behind the report on files that changed: what the change brought elsewhere, and how much there is in all. */
export function printElsewhere(
  report: Report,
  files: readonly string[],
  known: ReadonlySet<string>,
  context: ReportContext,
  surroundings: Surroundings,
): void {
  const { stderr } = surroundings;
  const { errors, warnings, infos } = report.summary;
  const changed = new Set(files);
  const came = report.findings.filter(({ file, fingerprint }) => !changed.has(file) && !known.has(fingerprint));
  if (came.length > 0) {
    const affected = new Set(came.map(({ file }) => file)).size;
    const resources = new Set(came.map(({ resource, file }) => `${file} ${resource?.kind} ${resource?.name}`)).size;
    stderr.write('cnpg-lint: in other files, because of that:\n');
    const summary = summarize(came, affected, resources);
    printReports(['pretty'], { ...report, findings: came, summary }, context, surroundings);
  }
  const all = [counted(errors, 'error'), counted(warnings, 'warning'), counted(infos, 'info')].join(', ');
  stderr.write(`cnpg-lint: ${all} in all ${counted(report.summary.files, 'file')}\n`);
}
