import type { PositionRange } from '../rule/finding.ts';
import type { LineIndex } from '../text/line-index.ts';
import { visible } from './escape.ts';
import { graphemes, widthOf, wrap } from './width.ts';

/** A stretch of a text to underline, with what is to be said of it. */
export interface Span {
  readonly range: PositionRange;
  readonly label: string;
  /** Whether it is what the finding is about, not the other half of it. */
  readonly primary: boolean;
}

/** One row of a frame: what stands in the gutter, and beside it text in pieces of one meaning each. */
export interface Row {
  readonly gutter: string;
  readonly separator: '|' | ':';
  readonly pieces: readonly { readonly text: string; readonly role: 'code' | 'context' | 'primary' | 'secondary' }[];
}

const tabStop = 4;
const ellipsis = '...';

/** The lines of a text that spans begin on, each with a line around it where that helps, and the spans underlined. */
export function codeFrame(lines: LineIndex, spans: readonly Span[], width: number): readonly Row[] {
  const marked = new Set(spans.map(({ range }) => range.start.line));
  const rows: Row[] = [];
  let before = 0;
  for (const line of shownLines(lines, marked)) {
    if (before !== 0 && line > before + 1) rows.push({ gutter: '', separator: ':', pieces: [] });
    before = line;
    const here = spans.filter(({ range }) => range.start.line === line);
    rows.push(...(here.length === 0 ? [contextRow(lines, line, width)] : markedRows(lines, line, here, width)));
  }
  return rows;
}

/** A gap of one line is filled: to leave it out would take as much room. */
function shownLines(lines: LineIndex, marked: ReadonlySet<number>): number[] {
  const shown = new Set(marked);
  for (const line of marked) for (const beside of [line - 1, line + 1]) if (helps(lines, beside, line)) shown.add(beside);
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

function contextRow(lines: LineIndex, line: number, width: number): Row {
  const { text } = cut(layOut(lines.line(line)), 0, 0, width);
  return { gutter: String(line), separator: '|', pieces: [{ text, role: 'context' }] };
}

function markedRows(lines: LineIndex, line: number, spans: readonly Span[], width: number): Row[] {
  const cells = layOut(lines.line(line));
  const places = spans.map((span) => ({ span, ...extent(cells, span.range) }));
  const [main] = [...places].sort((a, b) => Number(b.span.primary) - Number(a.span.primary));
  const { text, shift, limit } = cut(cells, main?.from ?? 0, main?.to ?? 0, width);
  const rows: Row[] = [{ gutter: String(line), separator: '|', pieces: [{ text, role: 'code' }] }];
  for (const { span, ...place } of places) {
    const from = Math.min(Math.max(place.from + shift, 0), limit - 1);
    const to = Math.max(from + 1, Math.min(place.to + shift, limit));
    const role = span.primary ? 'primary' : 'secondary';
    const underline = (span.primary ? '^' : '-').repeat(to - from);
    for (const [indent, said] of labelled(from, underline, visible(span.label), width))
      rows.push({ gutter: '', separator: '|', pieces: [{ text: ' '.repeat(indent), role: 'code' }, { text: said, role }] });
  }
  return rows;
}

/** A label stands right of its underline if there is room, else below it. */
function labelled(from: number, underline: string, label: string, width: number): [indent: number, text: string][] {
  if (label === '') return [[from, underline]];
  if (from + underline.length + 1 + widthOf(label) <= width) return [[from, `${underline} ${label}`]];
  const indent = Math.max(0, Math.min(from, width - Math.max(30, Math.min(widthOf(label), 60))));
  return [[from, underline], ...wrap(label, width - indent).map((text): [number, string] => [indent, text])];
}

/** What a reader sees as one character, with where it stands in the line and in the terminal. */
interface Cell {
  readonly text: string;
  /** Where it begins and ends in the line, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** The first column that it takes, from 0, and the first that it does not. */
  readonly from: number;
  readonly to: number;
}

function layOut(line: string): Cell[] {
  const cells: Cell[] = [];
  let start = 0;
  let column = 0;
  for (const grapheme of graphemes(line)) {
    const text = grapheme === '\t' ? ' '.repeat(tabStop - (column % tabStop)) : visible(grapheme);
    const to = column + widthOf(text);
    cells.push({ text, start, end: start + grapheme.length, from: column, to });
    start += grapheme.length;
    column = to;
  }
  return cells;
}

/** The columns of what a range covers of its first line; what is empty still has one. */
function extent(cells: readonly Cell[], { start, end }: PositionRange): { from: number; to: number } {
  const whole = cells.at(-1)?.to ?? 0;
  const from = cells.find((cell) => cell.end >= start.column)?.from ?? whole;
  const to = end.line > start.line ? whole : (cells.findLast((cell) => cell.start < end.column - 1)?.to ?? 0);
  return { from, to: Math.max(from + 1, to) };
}

/** The part of a line around some columns that a width has room for, how far it moved, and where what can be marked ends. */
function cut(cells: readonly Cell[], from: number, to: number, width: number): { text: string; shift: number; limit: number } {
  const whole = cells.at(-1)?.to ?? 0;
  const textOf = (some: readonly Cell[]): string => some.map(({ text }) => text).join('');
  if (whole <= width) return { text: textOf(cells), shift: 0, limit: whole + 1 };
  const dots = ellipsis.length;
  if (to <= width - dots) {
    const kept = cells.filter((cell) => cell.to <= width - dots);
    return { text: textOf(kept) + ellipsis, shift: 0, limit: width };
  }
  const room = Math.max(1, width - 2 * dots);
  const middle = from - Math.max(0, Math.floor((room - (to - from)) / 2));
  const atEnd = whole - (width - dots);
  const first = Math.min(middle, atEnd);
  const last = first === atEnd ? whole : first + room;
  const kept = cells.filter((cell) => cell.from >= first && cell.to <= last);
  const shift = dots - (kept[0]?.from ?? first);
  return { text: ellipsis + textOf(kept) + (last === whole ? '' : ellipsis), shift, limit: width };
}
