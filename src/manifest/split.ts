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
  const documents: DocumentText[] = [];
  for (const stream of isMarkdown(file.path) ? fencedBlocks(file.text) : [wholeText(file.text)])
    splitStream(file.text, stream, documents);
  return documents;
}

/** Whether a file's name says that its YAML is in fenced blocks. */
export function isMarkdown(path: string): boolean {
  return /\.(?:md|markdown)$/iu.test(path);
}

/** A YAML stream in a text; in an indented fence everything is indented like the fence. */
interface Stream extends Range {
  readonly indent: number;
}

function wholeText(text: string): Stream {
  return { start: text.startsWith('\ufeff') ? 1 : 0, end: text.length, indent: 0 };
}

function splitStream(text: string, stream: Stream, into: DocumentText[]): void {
  let { start } = stream;
  let glued: Range | undefined;
  const close = (end: number): void => {
    const source = /^[ \t]*# Source: (\S.*)$/mu.exec(text.slice(start, Math.min(end, start + 400)))?.[1]?.trim();
    into.push({
      start,
      end,
      index: into.length,
      ...(glued && { glued }),
      ...(source !== undefined && { renderedFrom: source }),
    });
  };
  // A byte order mark is no part of the first line.
  const separator = /(?:^|(?<=^\uFEFF))([ \t]*)---(?!-)/gmu;
  separator.lastIndex = start;
  for (let match = separator.exec(text); match && match.index < stream.end; match = separator.exec(text)) {
    const [{ length }, { length: indent } = ''] = match;
    if (indent > stream.indent) continue;
    close(match.index);
    // What follows the dashes on their line belongs to the new document.
    start = match.index + length;
    const lineEnd = endOfLine(text, start);
    const isComment = /^(?:[ \t]+#.*|[ \t]*)$/u.test(text.slice(start, lineEnd));
    glued = isComment ? undefined : { start: start - 3, end: lineEnd };
    separator.lastIndex = lineEnd;
  }
  close(stream.end);
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  const end = at === -1 ? text.length : at;
  return text[end - 1] === '\r' && end > from ? end - 1 : end;
}

/** The contents of ```yaml, ```yml and ~~~yaml fences. */
function fencedBlocks(text: string): readonly Stream[] {
  const blocks: Stream[] = [];
  const fence = /^([ \t]*)(`{3,}|~{3,})[ \t]*(?:\{\.)?ya?ml\b[^\n]*\n/gimu;
  for (let open = fence.exec(text); open; open = fence.exec(text)) {
    const [{ length }, { length: indent } = '', marks = ''] = open;
    const start = open.index + length;
    const closing = new RegExp(`^[ \\t]*${marks[0]}{${marks.length},}[ \\t]*\\r?$`, 'gmu');
    closing.lastIndex = start;
    const end = closing.exec(text)?.index ?? text.length;
    blocks.push({ start, end, indent });
    fence.lastIndex = end;
  }
  return blocks;
}
