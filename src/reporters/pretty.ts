import type { Finding, Fix, RelatedFinding } from '../rule/finding.ts';
import { LineIndex } from '../text/line-index.ts';
import { changedLines } from './changed-lines.ts';
import { codeFrame, type Span } from './code-frame.ts';
import { type Colors, colors } from './colors.ts';
import { visible } from './escape.ts';
import type { Reporter, ReportContext } from './reporter.ts';
import { counted, summaryLine } from './summary-line.ts';
import { wrap } from './width.ts';

/** For people: each finding with the lines that it speaks of, then a line that sums up, and remarks on the run. */
export const pretty: Reporter = (report, context) => {
  const view = viewOf(context);
  const explained = new Set<string>();
  const blocks = report.findings.map((finding) => {
    const isFirst = !explained.has(finding.rule);
    explained.add(finding.rule);
    return describe(finding, isFirst, view);
  });
  const notes = context.notes.flatMap((note) => labelled('note: ', visible(note), view, view.colors.faint));
  return [...blocks, [summaryLine(report, view.colors), ...notes]].map((lines) => `${lines.join('\n')}\n`).join('\n');
};

/** A place further than so many lines from its finding has a frame of its own. */
const near = 8;
/** So many other places of a finding are shown, and so many lines of a fix. */
const mostPlaces = 4;
const mostLines = 6;

interface View {
  readonly colors: Colors;
  readonly width: number;
  readonly hyperlinks: boolean;
  readonly open: (file: string) => { readonly text: string; readonly lines: LineIndex } | undefined;
}

function viewOf({ color, width, hyperlinks, textOf }: ReportContext): View {
  const opened = new Map<string, ReturnType<View['open']>>();
  const open: View['open'] = (file) => {
    const text = textOf(file);
    if (!opened.has(file)) opened.set(file, text === undefined ? undefined : { text, lines: new LineIndex(text) });
    return opened.get(file);
  };
  return { colors: colors(color), width: Math.max(40, width), hyperlinks, open };
}

function describe(finding: Finding, isFirst: boolean, view: View): string[] {
  const { file, range, help, fix, url } = finding;
  const shown = finding.related.slice(0, mostPlaces);
  const isNear = (one: RelatedFinding): boolean => one.file === file && Math.abs(one.range.start.line - range.start.line) <= near;
  const spans = [{ range, label: '', primary: true }, ...shown.filter(isNear).map(asSpan)];
  const margin = ' '.repeat(Math.max(...[finding, ...shown].map((one) => String(one.range.start.line + 1).length)));
  const remark = (word: string, text: string): string[] =>
    labelled(`${margin} = ${word}: `, visible(text), view, (start) => start.replace('=', view.colors.frame('=')).replace(`${word}:`, view.colors.strong));
  return [
    ...header(finding, view),
    ...frame(finding, spans, margin, view),
    ...shown.filter((one) => !isNear(one)).flatMap((one) => frame(one, [asSpan(one)], margin, view)),
    ...(finding.related.length > mostPlaces ? remark('note', `and ${counted(finding.related.length - mostPlaces, 'more place')}`) : []),
    ...(help === '' ? [] : remark('help', help)),
    ...(fix ? [...remark(fix.safe ? 'fix' : 'suggestion', titleOf(fix, file)), ...preview(fix, file, margin, view)] : []),
    ...(isFirst && !view.hyperlinks ? remark('see', url) : []),
  ];
}

function asSpan({ range, message }: RelatedFinding): Span {
  return { range, label: message, primary: false };
}

/** What is wrong, and by which rule. */
function header({ severity, message, rule, url }: Finding, { colors, width, hyperlinks }: View): string[] {
  const id = visible(rule);
  const indent = severity.length + 2;
  return wrap(`${visible(message)} [${id}]`, width - indent).map((line, index, { length }) => {
    const start = index === 0 ? `${colors[severity](severity)}: ` : ' '.repeat(indent);
    if (index < length - 1) return start + colors.strong(line);
    return `${start}${colors.strong(line.slice(0, -id.length - 2))}${colors.faint(`[${hyperlinks ? hyperlink(id, url) : id}]`)}`;
  });
}

/** Where it is, and the lines there, if there is a text to show. */
function frame(at: Finding | RelatedFinding, spans: readonly Span[], margin: string, view: View): string[] {
  const { frame: line, faint, info } = view.colors;
  const paints = { code: (text: string) => text, context: faint, primary: 'severity' in at ? view.colors[at.severity] : info, secondary: info };
  const { start } = at.range;
  const owner = 'resource' in at && at.resource?.name ? ` (${[at.resource.kind, [at.resource.namespace, at.resource.name].filter(Boolean).join('/')].join(' ')})` : '';
  const place = `${margin}${line('-->')} ${visible(at.file)}:${start.line}:${start.column}${faint(visible(owner))}`;
  const opened = view.open(at.file);
  if (!opened) return [place];
  const rows = codeFrame(opened.lines, spans, view.width - margin.length - 3).map(({ gutter, separator, pieces }) => {
    const code = pieces.map(({ text, role }) => paints[role](text)).join('');
    return `${line(`${gutter.padStart(margin.length)} ${separator}`)} ${code}`.trimEnd();
  });
  const edge = `${margin} ${line('|')}`;
  return [place, edge, ...rows, edge];
}
