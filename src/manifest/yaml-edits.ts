import type { TextEdit } from '../text/edits.ts';
import { lineStart } from '../text/line-start.ts';
import type { SourceFile } from '../text/source.ts';
import type { Document } from './document.ts';
import type { Editor, Writable } from './editor.ts';
import type { Entry } from './entries.ts';
import type { Path } from './path.ts';
import { isPlainSafe } from './scalars.ts';

/*
 * Edits of YAML text that leave every other byte as it is: comments, indentation, quotes and flow style. Each returns
 * no edit at all where the text cannot be changed in place, for instance behind an alias.
 */
export class YamlEditor implements Editor {
  readonly #file: SourceFile;
  readonly #document: Document;

  constructor(file: SourceFile, document: Document) {
    this.#file = file;
    this.#document = document;
  }

  set(path: Path, value: Writable): readonly TextEdit[] {
    const entry = this.#document.entry(path);
    if (!entry) return this.#add(path, value);
    if (!entry.isScalar || !entry.value || typeof value === 'object') return [];
    const { start, end } = entry.value;
    if (this.#isShared(entry.key?.end ?? lineStart(this.#file.text, start), end)) return [];
    if (start === end) {
      if (!entry.key) return [];
      const colon = this.#file.text.indexOf(':', entry.key.end);
      return [this.#edit(colon + 1, colon + 1, ` ${this.#scalar(value)}`)];
    }
    // The text of a block scalar includes its last line breaks, which belong to the lines below.
    const content = this.#file.text.slice(start, end).replace(/[\r\n]+$/u, '');
    return [this.#edit(start, start + content.length, this.#scalar(value, this.#file.text[start]))];
  }

  rename(path: Path, key: string): readonly TextEdit[] {
    const range = this.#document.entry(path)?.key;
    return range ? [this.#edit(range.start, range.end, this.#scalar(key, this.#file.text[range.start]))] : [];
  }

  remove(path: Path): readonly TextEdit[] {
    return this.#removeEntry(this.#document.entry(path));
  }

  removeDuplicate(keyOffset: number, parent: Path): readonly TextEdit[] {
    return this.#removeEntry(this.#document.repeated(keyOffset, parent));
  }

  #removeEntry(entry: Entry | undefined): readonly TextEdit[] {
    if (!entry?.key) return [];
    const { text } = this.#file;
    const { start } = entry.key;
    const { end } = entry.value ?? entry.key;
    if (this.#isShared(start, end)) return [];
    const line = lineStart(text, start);
    if (/^[ \t]*$/u.test(text.slice(line, start))) {
      // A block scalar's text includes its last line break.
      const lineEnd = text[end - 1] === '\n' ? end : text.indexOf('\n', end) + 1 || text.length;
      if (/^[ \t]*(#[^\n]*)?\r?\n?$/u.test(text.slice(end, lineEnd))) return [this.#edit(line, lineEnd, '')];
    }
    const before = /,\s*$/u.exec(text.slice(0, start));
    return before ? [this.#edit(before.index, end, '')] : [];
  }

  #add(path: Path, value: Writable): readonly TextEdit[] {
    const key = path.at(-1);
    const contents = this.#document.contents(path.slice(0, -1));
    if (!contents) return [];
    const { isFlow, items, start, end } = contents;
    if (items === undefined ? typeof key !== 'string' : key !== items) return [];
    if (isFlow) return [this.#edit(end, end, `, ${items === undefined ? `${key}: ` : ''}${this.#flow(value)}`)];
    const indent = ' '.repeat(start - lineStart(this.#file.text, start));
    return this.#below(end, items === undefined ? this.#block(String(key), value, indent) : this.#item(value, indent));
  }

  /** New lines below the one that a value ends in. */
  #below(end: number, lines: readonly string[]): readonly TextEdit[] {
    const { text } = this.#file;
    const eol = /\r?\n/u.exec(text)?.[0] ?? '\n';
    const added = lines.join(eol);
    // The text of a block scalar includes its last line break.
    const next = text[end - 1] === '\n' ? end : text.indexOf('\n', end) + 1;
    return next === 0
      ? [this.#edit(text.length, text.length, `${eol}${added}`)]
      : [this.#edit(next, next, `${added}${eol}`)];
  }

  #block(key: string, value: Writable, indent: string): string[] {
    if (typeof value !== 'object') return [`${indent}${key}: ${this.#scalar(value)}`];
    const below = `${indent}  `;
    if (isList(value)) return [`${indent}${key}:`, ...value.flatMap((item) => this.#item(item, below))];
    return [`${indent}${key}:`, ...Object.entries(value).flatMap(([k, v]) => this.#block(k, v, below))];
  }

  /** An item of a list that is a scalar or a mapping: the first key of a mapping stands behind the dash. */
  #item(item: Writable, indent: string): string[] {
    if (typeof item !== 'object') return [`${indent}- ${this.#scalar(item)}`];
    if (isList(item)) return [`${indent}- ${this.#flow(item)}`];
    const below = `${indent}  `;
    const [first = '', ...lines] = Object.entries(item).flatMap(([k, v]) => this.#block(k, v, below));
    return [`${indent}- ${first.slice(below.length)}`, ...lines];
  }

  #flow(value: Writable): string {
    if (typeof value !== 'object') return this.#scalar(value);
    if (isList(value)) return `[${value.map((item) => this.#flow(item)).join(', ')}]`;
    return `{${Object.entries(value)
      .map(([k, v]) => `${k}: ${this.#flow(v)}`)
      .join(', ')}}`;
  }

  /** A scalar's text, in the quotes that stand there already. */
  #scalar(value: string | number | boolean, quote?: string): string {
    if (typeof value !== 'string') return String(value);
    if (quote === "'") return `'${value.replaceAll("'", "''")}'`;
    return quote === '"' || !isPlainSafe(value) ? JSON.stringify(value) : value;
  }

  /** Whether something else may be an alias of what an anchor in a stretch of text marks. */
  #isShared(start: number, end: number): boolean {
    const { text } = this.#file;
    const anchors = text.slice(start, end).matchAll(/(?<=[\s[{,])&([^\s,[\]{}]+)/gu);
    return [...anchors].some(([, name]) =>
      [text.slice(0, start), text.slice(end)].some((one) => one.includes(`*${name}`)),
    );
  }

  #edit(start: number, end: number, newText: string): TextEdit {
    return { file: this.#file.path, start, end, newText };
  }
}

function isList(value: Writable): value is readonly Writable[] {
  return Array.isArray(value);
}
