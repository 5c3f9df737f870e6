import type { Finding, Position, Severity } from '../rule/finding.ts';
import { applyEdits } from '../text/edits.ts';
import { type Opened, opener } from './opened-files.ts';
import { inPlainText } from './plain-text.ts';
import type { Reporter } from './reporter.ts';
import { toJson } from './to-json.ts';
import { bytesOf } from './utf8.ts';

const severities: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', info: 'INFO' };

/**
 * For reviewdog: a DiagnosticResult, with fixes as suggestions for reviewers to accept. Paths are those of the report, as
 * reviewdog takes them from the working directory; it refuses keys that it does not know.
 */
export const rdjson: Reporter = ({ tool, findings }, { textOf }) => {
  const open = opener(textOf);
  return toJson({
    source: { name: tool.name, url: 'https://github.com/cnpg-lint/cnpg-lint' },
    diagnostics: findings.map((finding) => {
      const { file, range, severity, rule, url } = finding;
      const source = open(file);
      const suggestion = source && suggest(finding, source);
      return {
        message: inPlainText(finding, (path) => path),
        location: { path: file, range: { start: position(range.start, source), end: position(range.end, source) } },
        severity: severities[severity],
        code: { value: rule, url },
        ...(suggestion && { suggestions: [suggestion] }),
      };
    }),
  });
};

/** Columns are counted in bytes; without its text only the line of a place is known. */
function position({ line, offset }: Position, source: Opened | undefined): object {
  if (source === undefined) return { line };
  return { line, column: 1 + bytesOf(source.text.slice(source.lines.lineStart(line), offset)) };
}

/**
 * A fix as whole lines, from that of the finding on: for reviewers GitLab knows no columns, and puts a suggestion at the
 * finding. A fix of other files, or of what stands before the finding, is none.
 */
function suggest({ file, fix, range }: Finding, { text, lines }: Opened): object | undefined {
  if (fix?.edits.some((edit) => edit.file !== file || edit.range.start.line < range.start.line) !== false)
    return undefined;
  const first = range.start.line;
  const furthest = Math.max(first, ...fix.edits.map((edit) => edit.range.end.line));
  // What follows the last line break of a file is no line.
  const last = furthest > first && lines.lineStart(furthest) === text.length ? furthest - 1 : furthest;
  const [start, end] = [lines.lineStart(first), last < lines.lineCount ? lines.lineStart(last + 1) : text.length];
  const edits = fix.edits.map((edit) => ({
    file,
    start: edit.range.start.offset - start,
    end: edit.range.end.offset - start,
    newText: edit.newText,
  }));
  const after = applyEdits(text.slice(start, end), edits);
  if (after === undefined) return undefined;
  // A fix that takes a line away ends at the start of the next one, which it leaves as it is.
  const lastLine = text.slice(lines.lineStart(last), end);
  const rest = after.endsWith(lastLine) ? after.slice(0, after.length - lastLine.length) : undefined;
  if (last > first && rest !== undefined && /^$|\n$/u.test(rest)) return linewise(first, last - 1, rest);
  return linewise(first, last, after);
}

/** A suggestion of whole lines. No text means no lines, so that a single empty line cannot be said. */
function linewise(first: number, last: number, text: string): object | undefined {
  if (/^\r?\n$/u.test(text)) return undefined;
  return { range: { start: { line: first }, end: { line: last } }, text: text.replace(/\r?\n$/u, '') };
}
