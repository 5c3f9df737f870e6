import type { Range, SourceFile } from '../text/source.ts';

/** One YAML document's text inside its file, found before any parsing, as kubectl does: by lines that begin with `---`. */
export interface DocumentText extends Range {
  /** Which document of the file it is, from 0. */
  readonly index: number;
  /** The line that opened it, when text is glued to its `---`. */
  readonly glued?: Range;
  /** The `# Source:` comment that renderers write at its head. */
  readonly renderedFrom?: string;
}

/** Splits a file into the texts of its YAML documents; Markdown files yield their fenced YAML blocks. */
export function splitDocuments(file: SourceFile): readonly DocumentText[] {
  const streams = /\.(?:md|markdown)$/iu.test(file.path) ? fencedBlocks(file.text) : [{ start: 0, end: file.text.length }];
  const documents: DocumentText[] = [];
  for (const stream of streams) splitStream(file.text, stream, documents);
  return documents;
}

function splitStream(text: string, stream: Range, into: DocumentText[]): void {
  let start = text.charCodeAt(stream.start) === 0xfeff ? stream.start + 1 : stream.start;
  let glued: Range | undefined;
  const close = (end: number): void => {
    const source = /^# Source: (\S.*)$/mu.exec(text.slice(start, Math.min(end, start + 400)))?.[1]?.trim();
    into.push({
      start,
      end,
      index: into.length,
      ...(glued && { glued }),
      ...(source !== undefined && { renderedFrom: source }),
    });
  };
  const separator = /^[ \t]*---/gmu;
  separator.lastIndex = start;
  for (let match = separator.exec(text); match && match.index < stream.end; match = separator.exec(text)) {
    const dashes = match.index + match[0].length;
    // Inside an indented fence the separator is indented like everything else.
    if (match[0] !== '---' && match[0] !== `${indentOf(text, stream)}---`) continue;
    const lineEnd = endOfLine(text, dashes);
    const rest = text.slice(dashes, lineEnd);
    if (/^-/u.test(rest)) continue;
    close(match.index);
    const isGlued = /^[^\s]/u.test(rest);
    glued = isGlued ? { start: dashes - 3, end: lineEnd } : undefined;
    // What follows the dashes on their line belongs to the new document, unless it is a comment.
    start = dashes;
    separator.lastIndex = lineEnd;
  }
  close(stream.end);
}

function indentOf(text: string, stream: Range): string {
  return /^[ \t]*/u.exec(text.slice(stream.start, stream.start + 80))?.[0] ?? '';
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  const end = at === -1 ? text.length : at;
  return text[end - 1] === '\r' && end > from ? end - 1 : end;
}

/** The contents of ```yaml, ```yml and ~~~yaml fences. */
function fencedBlocks(text: string): readonly Range[] {
  const blocks: Range[] = [];
  const fence = /^([ \t]*(?:>[ \t]?)*)(`{3,}|~{3,})[ \t]*(?:\{\.)?(ya?ml)\b[^\n]*\n/gimu;
  for (let open = fence.exec(text); open; open = fence.exec(text)) {
    const start = open.index + open[0].length;
    const marks = open[2] ?? '```';
    const closing = new RegExp(`^[ \\t]*${marks[0] === '~' ? '~' : '`'}{${marks.length},}[ \\t]*\\r?$`, 'gmu');
    closing.lastIndex = start;
    const end = closing.exec(text)?.index ?? text.length;
    blocks.push({ start, end });
    fence.lastIndex = Math.max(end, start);
  }
  return blocks;
}
