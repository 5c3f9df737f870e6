import { createHash } from 'node:crypto';
import { appendFileSync, statSync } from 'node:fs';
import { reason } from '../node/find-files.ts';
import { annotations } from '../reporters/github.ts';
import { type ReporterName, reporters } from '../reporters/index.ts';
import { markdownWithin } from '../reporters/markdown.ts';
import type { ReportContext } from '../reporters/reporter.ts';
import type { Report } from '../rule/finding.ts';
import type { Surroundings } from './streams.ts';

/** What GitHub takes as the summary of a step, in bytes. */
const summaryLimit = 1024 * 1024;

/**
 * Prints a report in some formats, one after the other. Where `github` is one of them, the summary of the step gets the
 * table of all findings, as only a few have an annotation.
 */
export function printReports(
  formats: readonly ReporterName[],
  report: Report,
  context: ReportContext,
  { stdout, stderr, env }: Surroundings,
): void {
  for (const format of formats) {
    const isAlone = formats.length === 1;
    const text = (format === 'github' && !isAlone ? annotations : reporters[format])(report, context);
    stdout.write(format === 'pretty' ? withoutCommands(text, env) : text);
  }
  const summary = env['GITHUB_STEP_SUMMARY'];
  if (!summary || !formats.includes('github')) return;
  try {
    const used = statSync(summary, { throwIfNoEntry: false })?.size ?? 0;
    appendFileSync(summary, markdownWithin(report, context, summaryLimit - used));
  } catch (error) {
    // A container may know the name of the file and not have it.
    stderr.write(`note: the summary of the step could not be written: ${reason(error)}\n`);
  }
}

/**
 * A text of which lines come from files, so that the runner of GitHub Actions finds no command, be it at the start of a line or, by its older mark,
 * anywhere in one. No text holds its own digest, so none can end the pause.
 */
export function withoutCommands(text: string, env: Surroundings['env']): string {
  if (env['GITHUB_ACTIONS'] !== 'true' || !/^\s*::|##\[/mu.test(text)) return text;
  const token = createHash('sha256').update(text).digest('hex');
  return `::stop-commands::${token}\n${text}::${token}::\n`;
}
