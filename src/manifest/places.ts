import type { Range } from '../text/source.ts';
import type { Path } from './path.ts';

/** Which half of a mapping entry is meant: its key, or its value (for a collection, the key that names it). */
export type Part = 'key' | 'value';

/** Where one value of a document stands, and the values below it by key or index. */
export interface Shape {
  /** What names the value: its key; for an item of a list, its first key or the scalar itself. */
  readonly name: Range;
  /** The scalar or alias itself; the name again for collections and for nothing. */
  readonly value: Range;
  readonly children: ReadonlyMap<string | number, Shape>;
}

/** Where an anchor stands, and the text that it marks. */
export interface Anchored extends Range {
  readonly text: string;
}

/** The places of a value tree in one flat table, cheap to keep and to hand between threads. */
export type PlaceTable = Int32Array;

const width = 5;

/**
 * Flattens a shape in the order of its value's own keys. A row is the number of rows of the subtree, then the ranges of
 * name and value.
 */
export function tabulate(value: unknown, shape: Shape): PlaceTable {
  const rows: number[] = [];
  const add = (at: unknown, from: Shape): void => {
    const row = rows.length;
    rows.push(0, from.name.start, from.name.end, from.value.start, from.value.end);
    for (const [key, child] of children(at)) add(child, from.children.get(key) ?? from);
    rows[row] = (rows.length - row) / width;
  };
  add(value, shape);
  return Int32Array.from(rows);
}

/** Where the value at a path stands; where it is missing, the name of its nearest ancestor. */
export function locate(table: PlaceTable, value: unknown, path: Path, part: Part): Range {
  let row = 0;
  let at = value;
  for (const segment of path) {
    const next = rowsBelow(table, row, at)?.get(segment);
    if (next === undefined) return range(table, row, 1);
    at = Reflect.get(Object(at), segment);
    row = next;
  }
  return range(table, row, part === 'key' ? 1 : 3);
}

/**
 * Where a stretch of a string stands in the text of its scalar: nothing where escapes or folding keep the two apart, or where the
 * stretch is of several lines of a block.
 */
export function locateWithin(text: string, scalar: Range, value: string, within: Range): Range | undefined {
  const raw = text.slice(scalar.start, scalar.end);
  const shift = (by: number): Range => ({
    start: scalar.start + by + within.start,
    end: scalar.start + by + within.end,
  });
  if (!raw.startsWith('|')) {
    const quote = /^["']/u.test(raw) ? 1 : 0;
    return raw.startsWith(value, quote) ? shift(quote) : undefined;
  }
  // The lines of a literal block are those of its text, behind its header and an indentation.
  const number = value.slice(0, within.start).split('\n').length;
  const lineStart = value.lastIndexOf('\n', within.start - 1) + 1;
  const line = value.slice(lineStart).split('\n', 1)[0] ?? '';
  const lines = raw.split('\n');
  const own = (lines[number] ?? '').replace(/\r$/u, '');
  if (!own.endsWith(line) || within.end > lineStart + line.length) return undefined;
  return shift(lines.slice(0, number).join('\n').length + 1 + own.length - line.length - lineStart);
}

const below = new WeakMap<object, ReadonlyMap<string | number, number>>();

/** The rows of the values directly below one, by key or index: found once, since findings come in numbers. */
function rowsBelow(table: PlaceTable, row: number, value: unknown): ReadonlyMap<string | number, number> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const known = below.get(value);
  if (known) return known;
  const rows = new Map<string | number, number>();
  let cursor = row + 1;
  for (const [key] of children(value)) {
    rows.set(key, cursor);
    cursor += table[cursor * width] ?? 1;
  }
  below.set(value, rows);
  return rows;
}

function* children(value: unknown): Generator<[string | number, unknown]> {
  if (Array.isArray(value)) yield* value.entries();
  else if (typeof value === 'object' && value !== null) yield* Object.entries(value);
}

function range(table: PlaceTable, row: number, column: 1 | 3): Range {
  return { start: table[row * width + column] ?? 0, end: table[row * width + column + 1] ?? 0 };
}
