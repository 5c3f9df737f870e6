import type { PositionRange } from '../rule/finding.ts';
import type { LineIndex } from '../text/line-index.ts';
import { type Columns, type Fitted, fitLine } from './cells.ts';
import type { Colors, Paint } from './colors.ts';
import { visible } from './escape.ts';
import { widthOf, wrap } from './width.ts';

/** A stretch of a text to underline, with what is to be said of it. */
export interface Span {
  readonly range: PositionRange;
  readonly label: string;
  /** Whether it is what the finding is about, not the other half of it. */
  readonly primary: boolean;
}

/** How a frame is to look. */
export interface FrameStyle {
  /** Columns that line numbers take. */
  readonly gutter: number;
  /** Columns that there are in all. */
  readonly width: number;
  readonly colors: Colors;
  /** The colour of the underline of primary spans. */
  readonly primary: Paint;
}

/** The lines of a text that spans begin on, each with a line around it where that helps, and the spans underlined. */
export function codeFrame(lines: LineIndex, spans: readonly Span[], style: FrameStyle): string[] {
  const { frame, faint, strong } = style.colors;
  const width = style.width - style.gutter - 3;
  const row = (number: string, separator: string, text: string): string =>
    `${frame(`${number.padStart(style.gutter)} ${separator}`)} ${text}`.trimEnd();
  const rows = [row('', '|', '')];
  let before: number | undefined;
  for (const line of shownLines(lines, new Set(spans.map(({ range }) => range.start.line)))) {
    if (before !== undefined && line > before + 1) rows.push(row('', ':', ''));
    before = line;
    const text = lines.line(line);
    const [main, ...others] = spans.filter(({ range }) => range.start.line === line);
    if (!main) {
      rows.push(row(String(line), '|', faint(fitLine(text, 0, 0, width).text(nowhere, String))));
      continue;
    }
    const shown = fitLine(text, ...stretch(main.range), width);
    rows.push(row(String(line), '|', shown.text(columns(shown, main.range), strong)));
    for (const span of [main, ...others]) {
      const paint = span.primary ? style.primary : frame;
      for (const [indent, said] of underline(columns(shown, span.range), span, width))
        rows.push(row('', '|', ' '.repeat(indent) + paint(said)));
    }
  }
  return [...rows, row('', '|', '')];
}

const nowhere: Columns = { from: 0, to: 0 };

function columns(shown: Fitted, range: PositionRange): Columns {
  return shown.columns(...stretch(range));
}

/** Of a range over several lines the first is marked. */
function stretch({ start, end }: PositionRange): [start: number, end: number] {
  return [start.column - 1, end.line > start.line ? Number.POSITIVE_INFINITY : end.column - 1];
}

/** A gap of one line is filled: to leave it out would take as much room. */
function shownLines(lines: LineIndex, marked: ReadonlySet<number>): number[] {
  const shown = new Set(marked);
  for (const line of marked)
    for (const beside of [line - 1, line + 1]) if (helps(lines, beside, line)) shown.add(beside);
  for (const line of [...shown]) if (shown.has(line + 2)) shown.add(line + 1);
  return [...shown].sort((a, b) => a - b);
}

/** Whether a neighbouring line belongs to what is shown: neither blank, nor a comment, nor the end of a deeper block before it. */
function helps(lines: LineIndex, beside: number, line: number): boolean {
  if (beside < 1 || beside > lines.lineCount) return false;
  const text = lines.line(beside);
  if (/^\s*(?:#|$)|^(?:---|\.\.\.)(?:\s|$)/u.test(text)) return false;
  const [depth, own] = [indentation(text), indentation(lines.line(line))];
  return beside < line ? depth <= own : depth >= own;
}

function indentation(text: string): number {
  return text.length - text.trimStart().length;
}

/** A label stands right of its underline if there is room, else below it. */
function underline({ from, to }: Columns, { primary, label }: Span, width: number): [indent: number, text: string][] {
  const line = (primary ? '^' : '-').repeat(to - from);
  const said = visible(label);
  if (said === '') return [[from, line]];
  if (to + 1 + widthOf(said) <= width) return [[from, `${line} ${said}`]];
  const indent = Math.max(0, Math.min(from, width - Math.min(widthOf(said), 60)));
  return [[from, line], ...wrap(said, width - indent).map((text): [number, string] => [indent, text])];
}
