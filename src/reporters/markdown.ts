import type { Finding, Report } from '../rule/finding.ts';
import { counted } from '../text/counted.ts';
import { colors } from './colors.ts';
import { visible } from './escape.ts';
import { errorsFirst } from './order.ts';
import type { ReportContext, Reporter } from './reporter.ts';
import { summaryLine } from './summary-line.ts';
import { bytesOf } from './utf8.ts';

/** For comments and summaries of CI systems: what was found in one line, and a table, errors first. */
export const markdown: Reporter = (report, context) => markdownWithin(report, context, Number.POSITIVE_INFINITY);

/** The same in at most so many bytes of UTF-8, with the number of findings that are left out. */
export function markdownWithin(report: Report, context: ReportContext, mostBytes: number): string {
  const start = `**cnpg-lint:** ${escapeMarkdown(summaryLine(report, colors(false)))}\n`;
  if (report.findings.length === 0) return start;
  const head = `${start}\n| Severity | Place | Finding | Rule |\n| --- | --- | --- | --- |\n`;
  const rows = errorsFirst(report.findings).map((finding) => row(finding, context));
  const rest = (count: number): string =>
    count === 0 ? '' : `\n${counted(count, 'finding')} left out, as there is no room for more.\n`;
  const room = mostBytes - bytesOf(head) - bytesOf(rest(rows.length));
  let used = 0;
  const shown = rows.filter((text) => (used += bytesOf(text)) <= room);
  return head + shown.join('') + rest(rows.length - shown.length);
}

function row({ severity, file, range: { start }, message, help, rule, url }: Finding, context: ReportContext): string {
  const said = [message, help].filter((line) => line !== '').map(escapeMarkdown);
  const cells = [
    severity,
    code(`${visible(context.fromRoot(file))}:${start.line}:${start.column}`),
    said.join('<br>'),
    `[${escapeMarkdown(rule)}](<${encodeURI(url.replace(/\p{Cs}/gu, ''))}>)`,
  ];
  return `| ${cells.join(' | ')} |\n`;
}

/** A text in a code span, unless it holds what a code span in a table cannot. */
function code(text: string): string {
  return /[`|\\[]|^\s|\s$/u.test(text) ? escapeMarkdown(text) : `\`${text}\``;
}

/** As an entity where a table or mathematics would see a sign before Markdown does, and as a comment after what mentions somebody. */
const signs: Readonly<Record<string, string>> = {
  '|': '&#124;',
  $: '&#36;',
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '@': '@<!-- -->',
  '#': '#<!-- -->',
};

/** Text that stands for nothing but itself: neither Markdown, HTML, links, mathematics nor a mention. */
function escapeMarkdown(text: string): string {
  const special = /[|$<>&]|[@#](?=\w)|[\\`*_~[\]]|:(?=\/\/)|(?<=\bwww)\./giu;
  return visible(text).replace(special, (sign) => signs[sign] ?? `\\${sign}`);
}
