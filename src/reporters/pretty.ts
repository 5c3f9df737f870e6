import type { Finding, Fix, RelatedFinding, ResourceIdentity } from '../rule/finding.ts';
import { counted } from '../text/counted.ts';
import { fitLine } from './cells.ts';
import { changedLines } from './changed-lines.ts';
import { codeFrame, type FrameStyle, type Span } from './code-frame.ts';
import { colors } from './colors.ts';
import { visible } from './escape.ts';
import { type Opened, opener } from './opened-files.ts';
import type { Reporter } from './reporter.ts';
import { summaryLine } from './summary-line.ts';
import { wrap } from './width.ts';

/** For people: each finding with the lines that it speaks of, then a line that sums up, and remarks on the run. */
export const pretty: Reporter = (report, context) => {
  const paints = colors(context.color);
  const width = Math.max(narrowest, context.width);
  const places = report.findings.flatMap((finding) => [finding, ...shownPlaces(finding)]);
  const gutter = places.reduce((most, { range }) => Math.max(most, String(range.start.line + 1).length), 0);
  const view = { gutter, width, colors: paints, open: opener(context.textOf), hyperlinks: context.hyperlinks };
  const seen = new Set<string>();
  const blocks = report.findings.map((finding) => {
    const isFirst = !seen.has(finding.rule);
    seen.add(finding.rule);
    return describe(finding, isFirst, { ...view, primary: paints[finding.severity] });
  });
  return [...blocks, [summaryLine(report, paints)]].map((lines) => `${lines.join('\n')}\n`).join('\n');
};

/** In less than so many columns nothing can be read, whatever the terminal says. */
const narrowest = 40;
/** A place further than so many lines from its finding has a frame of its own. */
const near = 8;
/** So many other places of a finding are shown, and so many lines of a fix. */
const mostPlaces = 4;
const mostLines = 6;

/** What the parts of a finding need to know. */
interface View extends FrameStyle {
  readonly hyperlinks: boolean;
  readonly open: (file: string) => Opened | undefined;
}

function describe(finding: Finding, isFirst: boolean, view: View): string[] {
  const { related, help, fix, url, file } = finding;
  const hidden = related.length - shownPlaces(finding).length;
  return [
    ...header(finding, view),
    ...places(finding, view),
    ...(hidden > 0 ? remark('note', `and ${counted(hidden, 'more place')}`, view) : []),
    ...(help === '' || help === fix?.title ? [] : remark('help', help, view)),
    ...(fix ? [...remark(fix.safe ? 'fix' : 'suggestion', titleOf(fix, file), view), ...preview(fix, file, view)] : []),
    ...(isFirst && !view.hyperlinks ? remark('see', url, view) : []),
  ];
}

/** What is wrong, and by which rule. */
function header({ severity, message, rule, url }: Finding, { colors, primary, width, hyperlinks }: View): string[] {
  const tag = `[${visible(rule)}]`;
  const lines = wrap(`${visible(message)} ${tag}`, width - severity.length - 2).map((line, index, { length }) => {
    if (index < length - 1) return colors.strong(line);
    return colors.strong(line.slice(0, -tag.length)) + colors.faint(hyperlinks ? hyperlink(tag, url) : tag);
  });
  return hang(`${primary(`${severity}:`)} `, severity.length + 2, lines);
}

function shownPlaces({ related }: Finding): readonly RelatedFinding[] {
  return related.slice(0, mostPlaces);
}

/** The finding's own place and those near it in one frame, then each of the others in its own. */
function places(finding: Finding, view: View): string[] {
  const { file, range, resource } = finding;
  const opened = view.open(file);
  const isNear = (one: RelatedFinding): boolean =>
    opened !== undefined && one.file === file && Math.abs(one.range.start.line - range.start.line) <= near;
  const asSpan = (one: RelatedFinding): Span => ({ range: one.range, label: one.message, primary: false });
  const shown = shownPlaces(finding);
  const spans = [{ range, label: '', primary: true }, ...shown.filter(isNear).map(asSpan)];
  const lines = [arrow(finding, nameOf(resource), view), ...(opened ? codeFrame(opened.lines, spans, view) : [])];
  for (const one of shown) {
    if (isNear(one)) continue;
    const other = view.open(one.file);
    lines.push(
      ...(other
        ? [arrow(one, '', view), ...codeFrame(other.lines, [asSpan(one)], view)]
        : [arrow(one, one.message, view)]),
    );
  }
  return lines;
}

function arrow({ file, range: { start } }: Finding | RelatedFinding, remark: string, { gutter, colors }: View): string {
  const place = `${' '.repeat(gutter)}${colors.frame('-->')} ${visible(file)}:${start.line}:${start.column}`;
  return remark === '' ? place : `${place} ${colors.faint(`(${visible(remark)})`)}`;
}

function nameOf(resource: ResourceIdentity | undefined): string {
  if (resource === undefined || resource.name === '') return '';
  const { kind, namespace, name } = resource;
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

function remark(word: string, text: string, { gutter, width, colors }: View): string[] {
  const indent = gutter + word.length + 5;
  const start = `${' '.repeat(gutter)} ${colors.frame('=')} ${colors.strong(`${word}:`)} `;
  return hang(start, indent, wrap(visible(text), width - indent));
}

function titleOf({ title, safe, edits }: Fix, file: string): string {
  const others = [...new Set(edits.map((edit) => edit.file))].filter((other) => other !== file);
  return `${title}${others.length > 0 ? `, also in ${others.join(', ')}` : ''}${safe ? ' (--fix)' : ''}`;
}

/** The lines that a fix writes, or those that it only takes away. */
function preview({ edits }: Fix, file: string, { gutter, width, colors, open }: View): string[] {
  const opened = open(file);
  if (!opened) return [];
  const own = edits.filter((edit) => edit.file === file);
  const rows = changedLines(opened.text, opened.lines, own).map(({ line, sign, text, from, to }) => {
    const shown = fitLine(text, from, to, width - gutter - 3);
    const paint = sign === '+' ? colors.added : colors.removed;
    const changed = shown.text(shown.columns(from, to), colors.strong);
    return `${colors.frame(String(line).padStart(gutter))} ${paint(`${sign} ${changed}`)}`;
  });
  return rows.length > mostLines ? [...rows.slice(0, mostLines), `${' '.repeat(gutter)} ${colors.frame(':')}`] : rows;
}

/** Lines behind a start, the further ones below the first. */
function hang(start: string, indent: number, lines: readonly string[]): string[] {
  return lines.map((line, index) => (index === 0 ? start : ' '.repeat(indent)) + line);
}

/** A link that a terminal shows as its text alone. */
function hyperlink(text: string, url: string): string {
  return `\u001b]8;;${url.replace(/[^\x21-\x7e]/gu, '')}\u001b\\${text}\u001b]8;;\u001b\\`;
}
