import type { Location } from './source.ts';

/** One replacement in one file; an empty range inserts, an empty text deletes. */
export interface TextEdit extends Location {
  readonly newText: string;
}

/** Applies edits of one text. Returns nothing if two of them overlap, so that a fix is applied whole or not at all. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string | undefined {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let done = 0;
  for (const edit of sorted) {
    if (edit.start < done) return undefined;
    result += text.slice(done, edit.start) + edit.newText;
    done = edit.end;
  }
  return result + text.slice(done);
}
