import { isCollection, isMap, isNode, isPair, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import { lineStart } from '../text/line-start.ts';
import type { Range } from '../text/source.ts';
import { keyOf } from './nodes.ts';
import type { Path } from './path.ts';
import type { Shape } from './places.ts';

/** What edits need to know of one value that stands in the text at its own place. */
export interface Entry {
  readonly isScalar: boolean;
  /** Its key, if it is in a mapping. */
  readonly key: Range | undefined;
  /** Its text, empty where none is written; nothing where it has not even a colon. */
  readonly value: Range | undefined;
}

/** Where the entries of a mapping or a list are. */
export interface Contents {
  /** How many items a list has. */
  readonly items: number | undefined;
  readonly isFlow: boolean;
  /** Where the first key, or the list, begins, and where the last value ends. */
  readonly start: number;
  readonly end: number;
}

/** A node with the pair that holds it, if its parent is a mapping. */
interface Held {
  readonly node: Node | null;
  readonly pair: Pair<Node, Node | null> | undefined;
}

/** The entry at a path below a node, whose ranges count from an offset: nothing if it is absent or comes from an alias. */
export function entryIn(root: Node | null, path: Path, offset: number): Entry | undefined {
  const held = find(root, path);
  return held && toEntry(held, offset);
}

/** Where the entries of the mapping or list at a path are: nothing for anything else, and where there are none. */
export function contentsIn(root: Node | null, path: Path, offset: number): Contents | undefined {
  const node = find(root, path)?.node;
  if (isSeq(node)) {
    const last = node.items.at(-1) as Node | undefined;
    const ends = last && { start: span(node, offset).start, end: endIn(last) + offset };
    return ends && { items: node.items.length, isFlow: node.flow === true, ...ends };
  }
  if (!isMap(node)) return undefined;
  const [first, ...later] = pairsOf(node);
  if (!first) return undefined;
  const { key, value } = later.at(-1) ?? first;
  const ends = { start: span(first.key, offset).start, end: endIn(value ?? key) + offset };
  return { items: undefined, isFlow: node.flow === true, ...ends };
}

/** The entry of a mapping that has its key at an offset of the file, unless that is the first. */
export function laterEntryIn(root: Node | null, mapping: Path, key: number, offset: number): Entry | undefined {
  const map = find(root, mapping)?.node;
  if (!isMap(map)) return undefined;
  const pair = pairsOf(map).find((one, index) => index > 0 && span(one.key, offset).start === key);
  return pair && toEntry({ node: pair.value, pair }, offset);
}

/** The entry at a path of a document in plain block style, from its places: nothing where they do not tell its end. */
export function plainEntry(text: string, root: Shape, path: Path): Entry | undefined {
  const shape = shapeAt(root, path);
  if (!shape) return undefined;
  const end = endOf(text, shape);
  if (end === undefined) return undefined;
  const key = typeof path.at(-1) === 'string' ? shape.name : undefined;
  return { isScalar: shape.children.size === 0, key, value: { start: shape.value.start, end } };
}

/** Where the entries of the mapping at a path are, likewise. */
export function plainContents(text: string, root: Shape, path: Path): Contents | undefined {
  const shape = shapeAt(root, path);
  if (!shape) return undefined;
  const [entry] = shape.children;
  const end = endOf(text, shape);
  if (!entry || end === undefined) return undefined;
  const [name, first] = entry;
  if (typeof name !== 'string' || !startsLine(text, first)) return undefined;
  return { items: undefined, isFlow: false, start: first.name.start, end };
}

/** The places of what stands at a path. */
export function shapeAt(root: Shape, path: Path): Shape | undefined {
  return path.reduce<Shape | undefined>((at, segment) => at?.children.get(segment), root);
}

/** Where the text of a value ends: nothing unless that is in a scalar on one line and in no brackets. */
function endOf(text: string, { children, value }: Shape): number | undefined {
  const last = [...children.values()].at(-1);
  if (last) return startsLine(text, last) ? endOf(text, last) : undefined;
  // The place of nothing, and that of empty brackets, is their key, behind which a colon stands.
  return '|[{*'.includes(text.charAt(value.start)) || text[value.end] === ':' ? undefined : value.end;
}

/** Whether nothing but spaces and dashes stands before a key or an item in its line: it is in no brackets. */
function startsLine(text: string, { name: { start } }: Shape): boolean {
  return /^[ -]*$/u.test(text.slice(lineStart(text, start), start));
}

function find(root: Node | null, path: Path): Held | undefined {
  return path.reduce<Held | undefined>(below, { node: root, pair: undefined });
}

function below(held: Held | undefined, segment: string | number): Held | undefined {
  const node = held?.node;
  if (isSeq(node) && typeof segment === 'number') {
    const item = node.items[segment];
    return item === undefined ? undefined : { node: item as Node, pair: undefined };
  }
  const pair = isMap(node) ? pairsByKey(node).get(String(segment)) : undefined;
  return pair && { node: pair.value, pair };
}

const pairs = new WeakMap<YAMLMap, ReadonlyMap<string | undefined, Pair<Node, Node | null>>>();

/** The pairs of a mapping by key, the last one of each; found once, since edits come in numbers. */
function pairsByKey(map: YAMLMap): ReadonlyMap<string | undefined, Pair<Node, Node | null>> {
  const known = pairs.get(map);
  if (known) return known;
  const found = new Map(pairsOf(map).map((pair) => [keyOf(pair.key), pair]));
  pairs.set(map, found);
  return found;
}

function pairsOf(map: YAMLMap): readonly Pair<Node, Node | null>[] {
  return map.items as Pair<Node, Node | null>[];
}

function toEntry({ node, pair }: Held, offset: number): Entry {
  const key = pair && span(pair.key, offset);
  if (!node) return { isScalar: false, key, value: undefined };
  const value = { start: span(node, offset).start, end: endIn(node) + offset };
  // An anchor on nothing leaves no room for something.
  const isTaken = node.anchor !== undefined && value.start === value.end;
  return { isScalar: isScalar(node) && !isTaken, key, value };
}

/** Where the text of a node ends. What the library takes for a collection in block style has comments and blank lines below it, too. */
function endIn(node: Node): number {
  const last: unknown = isCollection(node) && node.flow !== true ? node.items.at(-1) : undefined;
  const within = isPair(last) ? (last.value ?? last.key) : last;
  return isNode(within) ? endIn(within) : (node.range?.[1] ?? 0);
}

function span({ range }: Node, offset: number): Range {
  const [start, end] = range ?? [0, 0];
  return { start: start + offset, end: end + offset };
}
