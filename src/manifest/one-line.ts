import type { Range } from '../text/source.ts';
import { toPointer } from './path.ts';
import { fillPlaceholders, hasPlaceholder } from './placeholders.ts';
import type { Anchored, Shape } from './places.ts';
import { resolvePlain } from './scalars.ts';

/** A value with the places of its parts. */
export interface Block {
  readonly value: unknown;
  readonly shape: Shape;
}

/** Thrown at the first thing that only the full parser can judge. */
export const beyond = new Error('beyond plain block style');

/** The children of a scalar. */
export const none: ReadonlyMap<string | number, Shape> = new Map();

/** The characters that lines begin with, by code. */
export const [space, hash, dash] = [0x20, 0x23, 0x2d] as const;
const [quote, ampersand, apostrophe, asterisk, comma, colon, backslash] = [
  0x22, 0x26, 0x27, 0x2a, 0x2c, 0x3a, 0x5c,
] as const;
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d] as const;

// What a plain key and the first letter of a plain scalar may consist of; YAML allows more.
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./';
const keyChars = charSet(`${letters}-`);
const scalarStarts = charSet(`${letters}+~^$()\\;=<`);

// Half of what the full parser takes, or less: paths that are deeper, texts of more tokens and longer keys are its to judge.
const deepest = 50;
const mostPieces = 10_000;
const longestKey = 500;

/** A value, and where its text ends. */
interface Read {
  readonly block: Block;
  readonly end: number;
}

/** Reads what stands on one line: keys, scalars, aliases, collections in brackets. Knows where in the document it is. */
export class LineReader {
  readonly unknown = new Set<string>();
  readonly assumed = new Set<string>();
  /** Where the line at hand ends. */
  stop = 0;
  readonly #text: string;
  readonly #path: (string | number)[] = [];
  readonly anchors = new Map<string, Anchored>();
  readonly #anchored = new Map<string, unknown>();
  #pieces = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Notes one more line, or entry in brackets. */
  count(): void {
    if (++this.#pieces > mostPieces) throw beyond;
  }

  /** Goes down to the value of a key or index. */
  enter(segment: string | number): void {
    if (this.#path.push(segment) > deepest) throw beyond;
  }

  /** Comes back from it. */
  leave(): void {
    this.#path.pop();
  }

  /** Makes sure that the rest of the line is blank or a comment. */
  finish(from: number): void {
    let at = from;
    while (at < this.stop && this.#text.charCodeAt(at) === space) at += 1;
    if (at < this.stop && (at === from || this.#text.charCodeAt(at) !== hash)) throw beyond;
  }

  /** Whether a key stands here. */
  startsKey(start: number): boolean {
    const end = this.#isQuote(start) ? this.#quotedEnd(start) : this.#wordEnd(start);
    if (end === start || this.#text.charCodeAt(end) !== colon) return false;
    return end + 1 >= this.stop || this.#text.charCodeAt(end + 1) === space;
  }

  /** The key that stands here, and where what follows its colon begins. */
  key(start: number): { readonly name: string; readonly range: Range; readonly after: number } {
    const isQuoted = this.#isQuote(start);
    const end = isQuoted ? this.#quotedEnd(start) : this.#wordEnd(start);
    const after = end + 1;
    if (this.#text.charCodeAt(end) !== colon || end - start > longestKey) throw beyond;
    if (after < this.stop && this.#text.charCodeAt(after) !== space) throw beyond;
    const name = isQuoted ? this.#text.slice(start + 1, end - 1) : this.#text.slice(start, end);
    if (isQuoted ? name === '__proto__' || hasPlaceholder(name) : !isPlainKey(name)) throw beyond;
    return { name, range: { start, end }, after };
  }

  /** The value that the rest of the line consists of. */
  value(start: number, key: Range | undefined): Block {
    const isAnchored = this.#text.charCodeAt(start) === ampersand;
    const { block, end } = isAnchored ? this.#marked(start, key) : this.#part(start, key, false);
    this.finish(end);
    return block;
  }

  /** A string with its placeholders filled; the default of a whole plain one is YAML of its own. */
  filled(text: string, isPlain: boolean): string {
    const filled = fillPlaceholders(text);
    if (filled.is === 'literal') return filled.text;
    const pointer = toPointer(this.#path);
    if (filled.is === 'unknown') {
      this.unknown.add(pointer);
      return text;
    }
    if (filled.whole && isPlain) throw beyond;
    this.assumed.add(pointer);
    return filled.text;
  }

  /** A scalar, an alias, or a collection in brackets. */
  #part(start: number, key: Range | undefined, inBrackets: boolean): Read {
    const first = this.#text.charCodeAt(start);
    if (first === asterisk) return this.#alias(start, key);
    if (first === openBracket) return this.#list(start, key);
    if (first === openBrace) return this.#mapping(start, key);
    return this.#scalar(start, key, inBrackets);
  }

  #scalar(start: number, key: Range | undefined, inBrackets: boolean): Read {
    const isQuoted = this.#isQuote(start);
    const end = isQuoted ? this.#quotedEnd(start) : this.#plainEnd(start, inBrackets);
    const value = isQuoted ? this.#text.slice(start + 1, end - 1) : resolvePlain(this.#text.slice(start, end));
    if (Number.isNaN(value)) throw beyond;
    return { block: leaf(typeof value === 'string' ? this.filled(value, !isQuoted) : value, key, { start, end }), end };
  }

  #marked(start: number, key: Range | undefined): Read {
    const nameEnd = this.#anchorEnd(start);
    const holes = this.unknown.size + this.assumed.size;
    const read = this.#scalar(this.#pastSpaces(nameEnd), key, false);
    const name = this.#text.slice(start + 1, nameEnd);
    // An alias to a hole is a hole of its own, and an anchor on nothing or set twice is a mistake.
    if (this.unknown.size + this.assumed.size > holes || read.block.value === null || this.#anchored.has(name))
      throw beyond;
    const { value } = read.block.shape;
    this.anchors.set(name, { start, end: nameEnd, text: this.#text.slice(value.start, value.end) });
    this.#anchored.set(name, read.block.value);
    return read;
  }

  #alias(start: number, key: Range | undefined): Read {
    const end = this.#anchorEnd(start);
    const name = this.#text.slice(start + 1, end);
    if (!this.#anchored.has(name)) throw beyond;
    return { block: leaf(this.#anchored.get(name), key, { start, end }), end };
  }

  #anchorEnd(start: number): number {
    const end = this.#wordEnd(start + 1);
    if (!/^[\w-]+$/u.test(this.#text.slice(start + 1, end))) throw beyond;
    if (end < this.stop && this.#text.charCodeAt(end) !== space) throw beyond;
    return end;
  }

  #list(start: number, key: Range | undefined): Read {
    const value: unknown[] = [];
    const children = new Map<number, Shape>();
    let at = this.#pastSpaces(start + 1);
    while (this.#text.charCodeAt(at) !== closeBracket) {
      this.count();
      this.enter(value.length);
      const { block, end } = this.#part(at, undefined, true);
      this.leave();
      children.set(value.length, block.shape);
      value.push(block.value);
      at = this.#nextEntry(end, closeBracket);
    }
    const end = at + 1;
    return { block: { value, shape: place(key ?? { start, end }, children) }, end };
  }

  #mapping(start: number, key: Range | undefined): Read {
    const value: Record<string, unknown> = {};
    const children = new Map<string, Shape>();
    let first: Range | undefined;
    let at = this.#pastSpaces(start + 1);
    while (this.#text.charCodeAt(at) !== closeBrace) {
      const { name, range, after } = this.key(at);
      if (children.has(name)) throw beyond;
      first ??= range;
      this.count();
      this.enter(name);
      const { block, end } = this.#part(this.#pastSpaces(after), range, true);
      this.leave();
      value[name] = block.value;
      children.set(name, block.shape);
      at = this.#nextEntry(end, closeBrace);
    }
    const end = at + 1;
    return { block: { value, shape: place(key ?? first ?? { start, end }, children) }, end };
  }

  /** Where the next entry of a collection in brackets begins, or its closing bracket stands. */
  #nextEntry(from: number, close: number): number {
    const at = this.#pastSpaces(from);
    if (this.#text.charCodeAt(at) === close) return at;
    if (this.#text.charCodeAt(at) !== comma) throw beyond;
    const next = this.#pastSpaces(at + 1);
    if (this.#text.charCodeAt(next) === close) throw beyond;
    return next;
  }

  /** Where what must follow on the line begins. */
  #pastSpaces(from: number): number {
    let at = from;
    while (this.#text.charCodeAt(at) === space) at += 1;
    if (at >= this.stop) throw beyond;
    return at;
  }

  #isQuote(at: number): boolean {
    const code = this.#text.charCodeAt(at);
    return code === quote || code === apostrophe;
  }

  #wordEnd(start: number): number {
    let at = start;
    while (keyChars[this.#text.charCodeAt(at)] === 1) at += 1;
    return at;
  }

  #plainEnd(start: number, inBrackets: boolean): number {
    const text = this.#text;
    const first = text.charCodeAt(start);
    const second = text.charCodeAt(start + 1);
    const isDashed = first === dash && second !== dash && keyChars[second] === 1;
    if (scalarStarts[first] !== 1 && !isDashed) throw beyond;
    let end = start;
    for (let at = start; at < this.stop; at++) {
      const code = text.charCodeAt(at);
      if (code === space) continue;
      if (code < space) throw beyond;
      if (code === hash && text.charCodeAt(at - 1) === space) break;
      if (code === colon && (at + 1 === this.stop || text.charCodeAt(at + 1) === space)) throw beyond;
      if (inBrackets) {
        if (code === comma || code === closeBracket || code === closeBrace) break;
        if (code === openBracket || code === openBrace) throw beyond;
        if (code === colon && keyChars[text.charCodeAt(at + 1)] !== 1) throw beyond;
      }
      end = at + 1;
    }
    return end;
  }

  /** Where a quoted scalar ends that has neither escapes nor a further line. */
  #quotedEnd(start: number): number {
    const mark = this.#text.charCodeAt(start);
    for (let at = start + 1; at < this.stop; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === mark) {
        if (mark === apostrophe && this.#text.charCodeAt(at + 1) === apostrophe) throw beyond;
        return at + 1;
      }
      if (code < space || (code === backslash && mark === quote)) throw beyond;
    }
    throw beyond;
  }
}

/** A scalar and its places; `key` is what names it, if anything does. */
export function leaf(value: unknown, key: Range | undefined, range: Range): Block {
  return { value, shape: { name: key ?? range, value: range, children: none } };
}

/** The places of a collection or of nothing, which stand where their name does. */
export function place(name: Range, children: Shape['children']): Shape {
  return { name, value: name, children };
}

/** Whether each plain key that was met is a string with nothing to fill. */
const plainKeys = new Map<string, boolean>();

function isPlainKey(key: string): boolean {
  let known = plainKeys.get(key);
  if (known === undefined) {
    known = key !== '' && !/^(?:-|\.\.\.)|__/u.test(key) && resolvePlain(key) === key;
    if (plainKeys.size < 10_000) plainKeys.set(key, known);
  }
  return known;
}

function charSet(chars: string): Uint8Array {
  const set = new Uint8Array(65_536);
  for (const char of chars) set[char.charCodeAt(0)] = 1;
  return set;
}
