import { commentsIn } from '../manifest/comments.ts';
import { largestDocument, parse } from '../manifest/document.ts';
import type { Shape } from '../manifest/places.ts';
import type { DocumentText } from '../manifest/split.ts';
import type { TextEdit } from '../text/edits.ts';
import type { LineIndex } from '../text/line-index.ts';
import { lineStart } from '../text/line-start.ts';
import type { Range } from '../text/source.ts';
import type { Resource } from './resource.ts';
import type { Source } from './source.ts';
import { directives, idle, request, type Suppression } from './suppression.ts';

const directive = /^#+[ \t]*(cnpg-lint-(?:disable|enable|ignore|suppress)[\w-]*)/u;

/** The suppressions that the comments of a file hold, whose objects are given, and comments that look like one. */
export function inComments(source: Source, objects: readonly Resource[]): readonly Suppression[] {
  const { text } = source.file;
  return source.documents.flatMap((part) => {
    if (part.end - part.start > largestDocument || !text.slice(part.start, part.end).includes('cnpg-lint-')) return [];
    const reader = new DocumentReader(source, part, objects);
    return commentsIn(text, part).flatMap((comment) => reader.read(comment) ?? []);
  });
}

/** Reads the comments of one document. */
class DocumentReader {
  readonly #source: Source;
  readonly #part: DocumentText;
  readonly #objects: readonly Resource[];
  readonly #own: readonly Resource[];
  #ends: ReadonlyMap<number, number> | undefined;
  /** The line that was found last, and from where on it is the first one with content. */
  #latest: { readonly from: number; readonly line: Range } | undefined;

  constructor(source: Source, part: DocumentText, objects: readonly Resource[]) {
    this.#source = source;
    this.#part = part;
    this.#objects = objects;
    this.#own = objects.filter(({ data }) => data.document === part.index);
  }

  read(comment: Range): Suppression | undefined {
    const source = this.#source;
    const { text } = source.file;
    const [before = '', word] = directive.exec(text.slice(comment.start, comment.end)) ?? [];
    if (word === undefined) return undefined;
    const start = comment.start + before.length;
    const base = { at: { source, range: comment }, subject: this.#own[0] };
    const scope = directives.get(word);
    if (scope === undefined) {
      const at = { source, range: { start: start - word.length, end: start } };
      return { ...idle, ...base, flaw: { what: 'directive', text: word, at } };
    }
    const requested = request(
      text.slice(start, comment.end),
      base.at,
      (within) => ({ source, range: { start: start + within.start, end: start + within.end } }),
      (edit) => {
        if (!edit) return [removal(source, comment)];
        return [{ ...edit, file: source.path, start: start + edit.start, end: start + edit.end }];
      },
    );
    return { ...base, ...requested, ...this.#cover(comment, scope) };
  }

  #cover(comment: Range, scope: 'line' | 'next-line' | 'file'): Pick<Suppression, 'covers' | 'misplaced' | 'isRead'> {
    if (scope === 'file') {
      const isBroken = this.#source.reading.problems.some(({ code }) => code === 'syntax' || code === 'limit');
      return { covers: { is: 'file' }, isRead: this.#objects.length > 0 && !isBroken };
    }
    const { text } = this.#source.file;
    const own = lineStart(text, comment.start);
    if (scope === 'line' && text.slice(own, comment.start).trim() === '') return { ...lost, misplaced: 'alone' };
    const line = this.#withContent(scope === 'line' ? own : this.#lineEnd(comment.end) + 1);
    if (line.start >= line.end) return { ...lost, misplaced: 'last' };
    this.#ends ??= nodeEnds(parse(text, this.#part).shape, this.#source.lines);
    const end = this.#ends.get(line.start);
    return {
      covers: { is: 'range', range: { start: line.start, end: Math.max(line.end, end ?? 0) } },
      isRead: this.#own.length > 0,
      ...(end === undefined && { misplaced: 'no-node' }),
    };
  }

  /** The first line from an offset on with more than a dash and a comment; nothing at the end of the document if there is none. */
  #withContent(from: number): Range {
    const { text } = this.#source.file;
    if (this.#latest && this.#latest.from <= from && from <= this.#latest.line.start) return this.#latest.line;
    let start = from;
    while (start < this.#part.end && withoutContent.test(text.slice(start, this.#lineEnd(start)).trimEnd()))
      start = this.#lineEnd(start) + 1;
    const line = { start, end: Math.max(start, this.#lineEnd(start)) };
    this.#latest = { from, line };
    return line;
  }

  #lineEnd(from: number): number {
    const at = this.#source.file.text.indexOf('\n', from);
    return at === -1 || at > this.#part.end ? this.#part.end : at;
  }
}

const lost = { covers: idle.covers, isRead: true } as const;

/** Nothing but indentation, dashes of items and a comment. */
const withoutContent = /^[ \t]*(?:-[ \t]+)*-?[ \t]*(?:#.*)?$/u;

/** By the start of a line, where the longest of the nodes ends that begin on it: keys with all that is below, and items of lists. */
function nodeEnds(root: Shape, lines: LineIndex): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const note = (start: number, end: number): void => {
    const line = lines.lineStart(lines.position(start).line);
    ends.set(line, Math.max(end, ends.get(line) ?? 0));
  };
  const endOf = ({ name, value, children }: Shape): number => {
    let end = value.end;
    for (const child of children.values()) end = Math.max(end, endOf(child));
    note(name.start, end);
    note(value.start, end);
    return end;
  };
  for (const child of root.children.values()) endOf(child);
  return ends;
}

/** Takes a comment away, and its line if there is nothing else on it. */
function removal({ path, file: { text } }: Source, { start, end }: Range): TextEdit {
  const line = lineStart(text, start);
  const from = line + text.slice(line, start).trimEnd().length;
  const next = text.indexOf('\n', end) + 1 || text.length;
  return { file: path, start: from, end: from === line ? next : end, newText: '' };
}
