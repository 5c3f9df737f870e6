import type { Rule } from '../rule/define-rule.ts';
import type { Report } from '../rule/finding.ts';

/** What a reporter may know beside the report. */
export interface ReportContext {
  /** Every rule that ran, for descriptions. */
  readonly rules: readonly Rule[];
  /** The manifests that were linted, among them those without a finding. */
  readonly files: readonly string[];
  /** The text of a file that findings speak of, for code frames. */
  readonly textOf: (file: string) => string | undefined;
  readonly color: boolean;
  /** Columns of the terminal; formats for machines pay it no heed. */
  readonly width: number;
  /** Whether the terminal takes hyperlinks (OSC 8). */
  readonly hyperlinks: boolean;
  /** Whether SARIF holds what is suppressed, too: GitHub's code scanning would list it as open. */
  readonly showSuppressed: boolean;
  /** Turns a file of the report into a path relative to the repository's root, with `/`. */
  readonly fromRoot: (file: string) => string;
}

/** Turns a report into text that ends in a line break, or is empty. It never decides the exit status. */
export type Reporter = (report: Report, context: ReportContext) => string;
