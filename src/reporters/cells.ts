import type { Paint } from './colors.ts';
import { visible } from './escape.ts';
import { graphemes, isPlain, widthOf } from './width.ts';

const tabStop = 4;
const dots = '...';

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

/** Lays a line out as a terminal would, with tabs as blanks and what cannot be seen as escapes. */
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

/** Columns of a terminal, from 0; the last is not among them. */
export interface Columns {
  readonly from: number;
  readonly to: number;
}

/** A line, or as much of it as fits into a width, as a terminal shows it. */
export interface Fitted {
  /** The columns of a stretch of the line; what is empty still has one. */
  columns(start: number, end: number): Columns;
  /** The text, in which some columns are painted. */
  text(marked: Columns, paint: Paint): string;
}

/** As much of a line around a stretch as a width has room for. */
export function fitLine(line: string, start: number, end: number, width: number): Fitted {
  if (isPlain(line) && line.length <= width) return asItIs(line);
  const cells = layOut(line);
  const shown = cut(cells, extent(cells, start, end), width);
  return {
    columns: (from, to) => extent(shown, from, to),
    text: (marked, paint) => textOf(shown, marked, paint),
  };
}

/** Nearly all lines have a column for each character, and fit: no need to lay them out. */
function asItIs(line: string): Fitted {
  return {
    columns(start, end) {
      const from = Math.min(start, line.length);
      return { from, to: Math.max(from + 1, Math.min(end, line.length)) };
    },
    text: ({ from, to }, paint) => line.slice(0, from) + paint(line.slice(from, to)) + line.slice(to),
  };
}

/** The columns of a stretch of a line; what is empty still has one. */
function extent(cells: readonly Cell[], start: number, end: number): Columns {
  const from = cells.find((cell) => cell.end > start)?.from ?? cells.at(-1)?.to ?? 0;
  const to = cells.findLast((cell) => cell.start < end)?.to ?? 0;
  return { from, to: Math.max(from + 1, to) };
}

/** As much of a line around some columns as a width has room for. Dots stand for what is left out, and for its place in the line. */
function cut(cells: readonly Cell[], { from, to }: Columns, width: number): readonly Cell[] {
  const whole = cells.at(-1)?.to ?? 0;
  if (whole <= width) return cells;
  const room = Math.max(1, width - 2 * dots.length);
  const isNearStart = to <= room + dots.length || (to - from > room && from < width / 2);
  const centred = from - Math.max(0, Math.floor((room - (to - from)) / 2));
  const first = isNearStart ? 0 : Math.min(centred, whole - room - dots.length);
  const last = first + room + (isNearStart || first + room + dots.length >= whole ? dots.length : 0);
  const kept = cells.filter((cell) => cell.from >= first && cell.to <= last);
  const lead = first === 0 ? 0 : dots.length;
  const moved = lead - (kept[0]?.from ?? 0);
  const shown = kept.map((cell) => ({ ...cell, from: cell.from + moved, to: cell.to + moved }));
  const after = shown.at(-1)?.to ?? lead;
  const leftOut = (start: number, end: number, at: number): Cell => ({
    text: dots,
    start,
    end,
    from: at,
    to: at + dots.length,
  });
  return [
    ...(lead === 0 ? [] : [leftOut(0, kept[0]?.start ?? 0, 0)]),
    ...shown,
    ...(last >= whole ? [] : [leftOut(kept.at(-1)?.end ?? 0, Number.POSITIVE_INFINITY, after)]),
  ];
}

/** The text of cells, in which some columns are painted. */
function textOf(cells: readonly Cell[], { from, to }: Columns, paint: Paint): string {
  const join = (some: readonly Cell[]): string => some.map(({ text }) => text).join('');
  const before = cells.filter((cell) => cell.to <= from);
  const rest = cells.slice(before.length);
  const inside = rest.filter((cell) => cell.from < to);
  return join(before) + paint(join(inside)) + join(rest.slice(inside.length));
}
