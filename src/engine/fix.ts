import type { Finding } from '../rule/finding.ts';
import { applyEdits, type TextEdit } from '../text/edits.ts';

/**
 * Applies the safe fixes of findings to texts, in the findings' order: each fix whole, and only where none before it
 * touched the same text. Returns the changed texts; what was left out is for the next round.
 */
export function applyFixes(
  texts: ReadonlyMap<string, string>,
  findings: readonly Finding[],
): ReadonlyMap<string, string> {
  const accepted = new Map<string, TextEdit[]>();
  for (const { fix } of findings) {
    if (!fix?.safe) continue;
    const edits = fix.edits.map(({ file, range, newText }) => ({
      file,
      start: range.start.offset,
      end: range.end.offset,
      newText,
    }));
    if (
      edits.some((edit) => !texts.has(edit.file) || (accepted.get(edit.file) ?? []).some((other) => touch(edit, other)))
    )
      continue;
    for (const edit of edits) accepted.set(edit.file, [...(accepted.get(edit.file) ?? []), edit]);
  }
  const changed = new Map<string, string>();
  for (const [file, edits] of accepted) {
    const before = texts.get(file);
    const after = before === undefined ? undefined : applyEdits(before, edits);
    if (after !== undefined && after !== before) changed.set(file, after);
  }
  return changed;
}

function touch(a: TextEdit, b: TextEdit): boolean {
  return a.start <= b.end && b.start <= a.end;
}
