import type { Fix } from '../rule/finding.ts';
import { applyEdits } from '../text/edits.ts';
import type { LineIndex } from '../text/line-index.ts';

/** Lines that a fix takes away and puts in their place, and the line where that is. */
export interface Change {
  readonly line: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** What edits do to the lines of a text, from top to bottom; nothing if they overlap. */
export function changedLines(text: string, lines: LineIndex, edits: Fix['edits']): readonly Change[] {
  return stretches(edits).flatMap(({ from, to, edits: here }) => {
    const [start, end] = [lines.lineStart(from), to < lines.lineCount ? lines.lineStart(to + 1) : text.length];
    const moved = here.map(({ file, range, newText }) => ({ file, start: range.start.offset - start, end: range.end.offset - start, newText }));
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

function difference(line: number, before: readonly string[], after: readonly string[]): Change[] {
  const shorter = Math.min(before.length, after.length);
  let same = 0;
  while (same < shorter && before[same] === after[same]) same++;
  let end = 0;
  while (end < shorter - same && before.at(-1 - end) === after.at(-1 - end)) end++;
  const removed = before.slice(same, before.length - end);
  const added = after.slice(same, after.length - end);
  return removed.length === 0 && added.length === 0 ? [] : [{ line: line + same, removed, added }];
}

function linesOf(text: string): string[] {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r?\n/u);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
