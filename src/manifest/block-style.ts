import type { Range } from '../text/source.ts';
import { type Block, beyond, dash, hash, LineReader, leaf, none, place, space } from './one-line.ts';
import type { Anchored, Shape } from './places.ts';

/** What a document says, and the pointers of what placeholders leave unknown or assume. */
export interface BlockDocument extends Block {
  readonly unknown: ReadonlySet<string>;
  readonly assumed: ReadonlySet<string>;
  readonly anchors: ReadonlyMap<string, Anchored>;
}

/**
 * Reads a document in the plain block style that nearly all manifests are written in: mappings, lists, literal blocks,
 * and what stands on one line. Returns nothing for anything else, mistakes included, which only the full parser can
 * judge; what it does return is what the full parser would.
 */
export function readBlocks(text: string, document: Range): BlockDocument | undefined {
  try {
    return new BlockReader(text, document).read();
  } catch (error) {
    if (error !== beyond) throw error;
    return undefined;
  }
}

// Without control and other invisible characters, about which parsers differ.
const unusual = /[^\t\n\x20-\x7e\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;
const [tab, bar] = [0x09, 0x7c] as const;

class BlockReader {
  readonly #text: string;
  readonly #end: number;
  readonly #line: LineReader;
  /** How far the content of the line at hand is indented (-1 behind the last line), and where it starts. */
  #indent = -1;
  #start = 0;
  #nextLine: number;

  constructor(text: string, { start, end }: Range) {
    this.#text = text;
    this.#end = end;
    this.#nextLine = start;
    this.#line = new LineReader(text);
    if (unusual.test(text.slice(start, end))) throw beyond;
    // Behind a separator there may be a comment, and nothing else.
    if (start === 0 || text.charCodeAt(start - 1) !== dash) return;
    this.#line.stop = this.#lineEnd(start);
    this.#line.finish(start);
    this.#nextLine = this.#line.stop + 1;
  }

  read(): BlockDocument {
    this.#advance();
    if (this.#indent !== 0) throw beyond;
    const { value, shape } = this.#mapping(0, undefined);
    const { unknown, assumed, anchors } = this.#line;
    return { value, shape, unknown, assumed, anchors };
  }

  /** Goes to the next line that is neither blank nor a comment. */
  #advance(): void {
    for (let line = this.#nextLine; line < this.#end; ) {
      this.#line.count();
      const at = this.#pastSpaces(line);
      const stop = this.#lineEnd(at);
      if (at < stop && this.#text.charCodeAt(at) !== hash) {
        this.#indent = at - line;
        this.#start = at;
        this.#line.stop = stop;
        this.#nextLine = stop + 1;
        return;
      }
      line = stop + 1;
    }
    this.#indent = -1;
    this.#nextLine = this.#end;
  }

  /** Whether an item of a list starts here. */
  #isItem(): boolean {
    if (this.#text.charCodeAt(this.#start) !== dash) return false;
    return this.#start + 1 === this.#line.stop || this.#text.charCodeAt(this.#start + 1) === space;
  }

  #mapping(indent: number, key: Range | undefined): Block {
    const value: Record<string, unknown> = {};
    const children = new Map<string, Shape>();
    let first: Range | undefined;
    while (this.#indent === indent) {
      if (this.#isItem()) throw beyond;
      const { name, range, after } = this.#line.key(this.#start);
      if (children.has(name)) throw beyond;
      first ??= range;
      this.#line.enter(name);
      const below = this.#value(after, indent, range);
      this.#line.leave();
      value[name] = below.value;
      children.set(name, below.shape);
    }
    if (this.#indent > indent || first === undefined) throw beyond;
    return { value, shape: place(key ?? first, children) };
  }

  #list(indent: number, key: Range): Block {
    const value: unknown[] = [];
    const children = new Map<number, Shape>();
    while (this.#indent === indent && this.#isItem()) {
      this.#line.enter(value.length);
      const item = this.#item(indent);
      this.#line.leave();
      children.set(value.length, item.shape);
      value.push(item.value);
    }
    if (this.#indent > indent) throw beyond;
    return { value, shape: place(key, children) };
  }

  #item(indent: number): Block {
    const at = this.#pastSpaces(this.#start + 1);
    if (at >= this.#line.stop || !this.#line.startsKey(at)) return this.#value(this.#start + 1, indent, undefined);
    // The first key of a mapping stands behind the dash, the others below it.
    this.#indent += at - this.#start;
    this.#start = at;
    return this.#mapping(this.#indent, undefined);
  }

  /** The value behind a key or a dash: on the rest of the line, or in the lines below. */
  #value(after: number, indent: number, key: Range | undefined): Block {
    const at = this.#pastSpaces(after);
    if (at < this.#line.stop && this.#text.charCodeAt(at) !== hash) {
      if (this.#text.charCodeAt(at) === bar) return this.#literal(at, indent, key);
      const block = this.#line.value(at, key);
      this.#advance();
      return block;
    }
    if (key === undefined) throw beyond;
    this.#advance();
    if (this.#indent >= indent && this.#isItem()) return this.#list(this.#indent, key);
    if (this.#indent > indent) return this.#mapping(this.#indent, key);
    return { value: null, shape: place(key, none) };
  }

  #literal(start: number, parent: number, key: Range | undefined): Block {
    const strip = this.#text.charCodeAt(start + 1) === dash;
    if (start + (strip ? 2 : 1) !== this.#line.stop) throw beyond;
    const lines: string[] = [];
    let indent: number | undefined;
    let end = this.#nextLine;
    let blank = 0;
    for (let line = this.#nextLine; line < this.#end; ) {
      const at = this.#pastSpaces(line);
      const stop = this.#lineEnd(at);
      const own = at - line;
      if (at >= stop) {
        if (indent === undefined || own > indent) throw beyond;
        blank += 1;
      } else {
        if (indent === undefined && (own <= parent || this.#text.charCodeAt(at) === tab)) throw beyond;
        indent ??= own;
        if (own <= parent) break;
        // A last line without a break is a matter of chomping.
        if (own < indent || stop >= this.#end) throw beyond;
        for (; blank > 0; blank -= 1) lines.push('');
        lines.push(this.#text.slice(line + indent, stop));
        end = stop + 1;
      }
      line = stop + 1;
    }
    if (lines.length === 0) throw beyond;
    const value = lines.join('\n') + (strip ? '' : '\n');
    this.#nextLine = end;
    this.#advance();
    return leaf(this.#line.filled(value, false), key, { start, end });
  }

  #pastSpaces(from: number): number {
    let at = from;
    while (this.#text.charCodeAt(at) === space) at += 1;
    return at;
  }

  #lineEnd(from: number): number {
    const at = this.#text.indexOf('\n', from);
    return at === -1 || at > this.#end ? this.#end : at;
  }
}
