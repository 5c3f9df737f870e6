import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { TextEdit } from '../text/edits.ts';
import type { SourceFile } from '../text/source.ts';
import type { Document, Entry } from './document.ts';
import type { Editor, Writable } from './editor.ts';
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
    const { node, pair } = entry;
    if (node === null || isAlias(node) || !isScalar(node) || typeof value === 'object') return [];
    const [start, end] = span(entry, node);
    if (start === end) {
      if (node.anchor !== undefined || !pair) return [];
      const colon = this.#file.text.indexOf(':', span(entry, pair.key)[1]);
      return [this.#edit(colon + 1, colon + 1, ` ${this.#scalar(value)}`)];
    }
    // The text of a block scalar includes its last line breaks, which belong to the lines below.
    const content = this.#file.text.slice(start, end).replace(/[\r\n]+$/u, '');
    return [this.#edit(start, start + content.length, this.#scalar(value, this.#file.text[start]))];
  }

  rename(path: Path, key: string): readonly TextEdit[] {
    const entry = this.#document.entry(path);
    if (!entry?.pair || !isScalar(entry.pair.key)) return [];
    const [start, end] = span(entry, entry.pair.key);
    return [this.#edit(start, end, this.#scalar(key, this.#file.text[start]))];
  }

  remove(path: Path): readonly TextEdit[] {
    const entry = this.#document.entry(path);
    return entry?.pair ? this.#removePair(entry, entry.pair) : [];
  }

  removeDuplicate(keyOffset: number, parent: Path): readonly TextEdit[] {
    const entry = this.#document.entry(parent);
    const pairs = isMap(entry?.node) ? (entry.node.items as Pair<Node, Node | null>[]) : [];
    const pair = pairs.find(({ key }) => entry && span(entry, key)[0] === keyOffset);
    return entry && pair && pair !== pairs[0] ? this.#removePair(entry, pair) : [];
  }

  #removePair(entry: Entry, pair: Pair<Node, Node | null>): readonly TextEdit[] {
    const { text } = this.#file;
    const start = span(entry, pair.key)[0];
    const end = pair.value ? span(entry, pair.value)[1] : span(entry, pair.key)[1] + 1;
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    if (/^[ \t]*$/u.test(text.slice(lineStart, start))) {
      // A block scalar's text includes its last line break.
      const lineEnd = text[end - 1] === '\n' ? end : text.indexOf('\n', end) + 1 || text.length;
      if (/^[ \t]*(#[^\n]*)?\r?\n?$/u.test(text.slice(end, lineEnd))) return [this.#edit(lineStart, lineEnd, '')];
    }
    const before = /,\s*$/u.exec(text.slice(0, start));
    return before ? [this.#edit(before.index, end, '')] : [];
  }

  #add(path: Path, value: Writable): readonly TextEdit[] {
    const key = path.at(-1);
    const entry = this.#document.entry(path.slice(0, -1));
    if (!entry) return [];
    const parent = entry.node;
    if (isSeq(parent) && key === parent.items.length) {
      const last = parent.items.at(-1) as Node | undefined;
      if (!last) return [];
      if (parent.flow === true) return this.#inFlow(span(entry, last)[1], this.#flow(value));
      return this.#below(span(entry, last)[1], this.#item(value, this.#indentAt(span(entry, parent)[0])));
    }
    if (typeof key !== 'string' || !isMap(parent)) return [];
    const pairs = parent.items as Pair<Node, Node | null>[];
    const last = pairs.at(-1);
    if (!last) return [];
    const [, end] = span(entry, last.value ?? last.key);
    if (parent.flow === true) return this.#inFlow(end, `${key}: ${this.#flow(value)}`);
    return this.#below(end, this.#block(key, value, this.#indentAt(span(entry, pairs[0]?.key ?? last.key)[0])));
  }

  /** As many spaces as there are characters before an offset in its line. */
  #indentAt(offset: number): string {
    return ' '.repeat(offset - (this.#file.text.lastIndexOf('\n', offset - 1) + 1));
  }

  #inFlow(end: number, text: string): readonly TextEdit[] {
    return [this.#edit(end, end, `, ${text}`)];
  }

  /** New lines below the one that a node ends in. */
  #below(end: number, lines: readonly string[]): readonly TextEdit[] {
    const { text } = this.#file;
    const eol = /\r?\n/u.exec(text)?.[0] ?? '\n';
    const added = lines.join(eol);
    if (text[end - 1] === '\n') return [this.#edit(end, end, `${added}${eol}`)];
    const lineEnd = text.indexOf('\n', end);
    const at = lineEnd === -1 ? text.length : lineEnd - (text[lineEnd - 1] === '\r' ? 1 : 0);
    return [this.#edit(at, at, `${eol}${added}`)];
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

  #edit(start: number, end: number, newText: string): TextEdit {
    return { file: this.#file.path, start, end, newText };
  }
}

function isList(value: Writable): value is readonly Writable[] {
  return Array.isArray(value);
}

function span({ start: offset }: Entry, node: Node): readonly [number, number] {
  const [start, end] = node.range ?? [0, 0];
  return [start + offset, end + offset];
}
