import type { Fix } from '../rule/finding.ts';
import { applyEdits } from '../text/edits.ts';
import type { LineIndex } from '../text/line-index.ts';

/** A line that a fix writes, or takes away without another in its place, and the part of it that is new. */
export interface ChangedLine {
  readonly line: number;
  readonly sign: '+' | '-';
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** What edits do to the lines of a text, from top to bottom; nothing where they overlap. */
export function changedLines(text: string, lines: LineIndex, edits: Fix['edits']): readonly ChangedLine[] {
  return stretches(edits).flatMap(({ from, to, edits: here }) => {
    const [start, end] = [lines.lineStart(from), to < lines.lineCount ? lines.lineStart(to + 1) : text.length];
    const moved = here.map(({ file, range, newText }) => ({
      file,
      start: range.start.offset - start,
      end: range.end.offset - start,
      newText,
    }));
    const before = text.slice(start, end);
    const after = applyEdits(before, moved);
    return after === undefined ? [] : difference(from, linesOf(before), linesOf(after));
  });
}

/** Edits whose lines meet, together. */
function stretches(edits: Fix['edits']): { from: number; to: number; edits: Fix['edits'][number][] }[] {
  const found: { from: number; to: number; edits: Fix['edits'][number][] }[] = [];
  for (const edit of [...edits].sort((a, b) => a.range.start.offset - b.range.start.offset)) {
    const { start, end } = edit.range;
    const open = found.at(-1);
    if (open && start.line <= open.to) {
      open.to = Math.max(open.to, end.line);
      open.edits.push(edit);
    } else found.push({ from: start.line, to: end.line, edits: [edit] });
  }
  return found;
}

function difference(line: number, before: readonly string[], after: readonly string[]): ChangedLine[] {
  const { start, ends } = sharedEnds(before, after);
  const [removed, added] = ends;
  if (added.length === 0)
    return removed.map((text, index) => ({ line: line + start + index, sign: '-', text, from: 0, to: text.length }));
  return added.map((text, index) => {
    const {
      start: from,
      ends: [, own],
    } = sharedEnds((removed[index] ?? '').split(''), text.split(''));
    return { line: line + start + index, sign: '+', text, from, to: from + own.length };
  });
}

/** How much two lists have in common at their start, and what is left of each without that and without their common end. */
function sharedEnds(
  a: readonly string[],
  b: readonly string[],
): { start: number; ends: readonly [string[], string[]] } {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return { start, ends: [a.slice(start, a.length - end), b.slice(start, b.length - end)] };
}

function linesOf(text: string): string[] {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r?\n/u);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
