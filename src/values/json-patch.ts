import { Fractional, parseJson } from './go-json.ts';
import { parseInteger } from './go-numbers.ts';

/*
 * JSON patches (RFC 6902) as the operator's library reads and applies them, which differs from the RFC in places: what
 * stands before the first slash of a pointer is passed over, and negative indices count from the end.
 */

/** One step of a patch; an `add` or `replace` has a value, a `move` or `copy` says where from. */
export interface Operation {
  readonly op: 'add' | 'replace' | 'remove' | 'move' | 'copy' | 'test';
  readonly path: string;
  readonly from: string;
  readonly value: unknown;
}

/** A value of the patched document that nobody knows; whatever is asked of it or below it, it may have. */
export const unknown: unique symbol = Symbol('unknown');

const kinds = ['add', 'replace', 'remove', 'move', 'copy', 'test'] as const;

/** The operations of a patch, or what is wrong with its text, as a clause. */
export function readPatch(text: string): readonly Operation[] | string {
  const json = parseJson(text);
  if (!json) return 'it is not JSON';
  if (json.value === null) return [];
  if (!Array.isArray(json.value)) return 'it is not a list of operations';
  const operations: Operation[] = [];
  for (const [index, item] of json.value.entries()) {
    const operation = readOperation(item);
    if (typeof operation === 'string') return `operation ${index + 1} ${operation}`;
    operations.push(operation);
  }
  return operations;
}

function readOperation(item: unknown): Operation | string {
  if (!isObject(item)) return 'is not an object';
  const op = kinds.find((kind) => kind === own(item, 'op'));
  if (op === undefined)
    return own(item, 'op') === undefined ? 'has no "op"' : `has the op ${JSON.stringify(item['op'])}, which is none`;
  const [path, from] = [own(item, 'path'), own(item, 'from')];
  if ((op === 'move' || op === 'copy') && typeof from !== 'string') return `("${op}") has no "from"`;
  if ((op === 'add' || op === 'replace') && !Object.hasOwn(item, 'value')) return `("${op}") has no "value"`;
  if (typeof path !== 'string') return 'has no "path"';
  return { op, path, from: typeof from === 'string' ? from : '', value: own(item, 'value') };
}

/** Why an operation cannot be applied, and which one it is, from 0. */
export interface PatchFault {
  readonly operation: number;
  /** The pointer that leads to nothing; without one, the operation fails otherwise. */
  readonly pointer?: string;
}

/** A document with a patch applied; the document itself stays as it is. */
export function applyPatch(
  document: unknown,
  patch: readonly Operation[],
): { readonly document: unknown } | { readonly fault: PatchFault } {
  let current = document;
  for (const [operation, step] of patch.entries()) {
    const result = apply(current, step);
    if ('fault' in result) return { fault: { operation, ...result.fault } };
    current = result.document;
  }
  return { document: current };
}

type Applied = { readonly document: unknown } | { readonly fault: { readonly pointer?: string } };

function apply(document: unknown, { op, path, from, value }: Operation): Applied {
  switch (op) {
    case 'add':
      return add(document, path, value);
    case 'remove':
      return remove(document, path);
    case 'replace':
      if (path === '') return { document: isContainer(value) ? value : value === null ? unknown : document };
      return at(document, path, 'replace', value);
    case 'test':
      return test(document, path, value);
    default: {
      // A document as a whole cannot be moved.
      const found = op === 'move' && from === '' ? undefined : from === '' ? { value: document } : read(document, from);
      if (!found) return { fault: { pointer: from } };
      const left = op === 'move' ? remove(document, from) : { document };
      if ('fault' in left) return left;
      // Copied to "", it becomes a member without a name.
      return at(left.document, path === '' ? '/' : path, 'add', found.value);
    }
  }
}

function add(document: unknown, path: string, value: unknown): Applied {
  if (path !== '') return at(document, path, 'add', value);
  return isContainer(value) ? { document: value } : { fault: {} };
}

function remove(document: unknown, path: string): Applied {
  return at(document, path === '' ? '/' : path, 'remove', undefined);
}

function test(document: unknown, path: string, value: unknown): Applied {
  const found = path === '' ? { value: document } : read(document, path, true);
  if (!found) return { fault: { pointer: path } };
  return equals(found.value ?? null, value ?? null) ? { document } : { fault: {} };
}

interface Found {
  readonly value: unknown;
}

/** The value that a pointer leads to; a missing member of an object counts as null where that is asked for. */
function read(document: unknown, pointer: string, missingIsNull = false): Found | undefined {
  const chain = containers(document, pointer);
  const [last, key] = [chain?.at(-1), lastPiece(pointer)];
  if (last === undefined) return undefined;
  const found = member(last, key, last === document);
  return found ?? (missingIsNull && isObject(last) ? { value: null } : undefined);
}

/** Changes what a pointer leads to. */
function at(document: unknown, pointer: string, how: 'add' | 'replace' | 'remove', value: unknown): Applied {
  const chain = containers(document, pointer);
  const [last, key] = [chain?.at(-1), lastPiece(pointer)];
  if (!chain || last === undefined) return { fault: { pointer } };
  if (last === unknown) return { document };
  if (how === 'replace' && !member(last, key, last === document)) return { fault: { pointer } };
  const changed = Array.isArray(last) ? changeList(last, key, how, value) : changeObject(last, key, how, value);
  if (changed === undefined) return { fault: { pointer } };
  // What leads through the document itself by way of an empty piece changes a copy that nobody sees.
  let result: unknown = changed;
  const pieces = piecesOf(pointer);
  for (let depth = chain.length - 2; depth >= 0; depth--) {
    const [parent, piece] = [chain[depth], pieces[depth] ?? ''];
    result = Array.isArray(parent)
      ? (changeList(parent, piece, 'replace', result) ?? parent)
      : changeObject(parent, piece, 'replace', result);
  }
  return { document: result };
}

/** The objects and lists that a pointer passes, from the document on; nothing where one is missing. */
function containers(document: unknown, pointer: string): readonly unknown[] | undefined {
  if (pointer !== '' && !pointer.includes('/')) return undefined;
  const chain = [document];
  for (const piece of piecesOf(pointer).slice(0, -1)) {
    const last = chain.at(-1);
    const next = member(last, piece, last === document)?.value;
    if (next === unknown) return [unknown];
    if (!isContainer(next)) return undefined;
    chain.push(next);
  }
  return chain;
}

function member(container: unknown, key: string, isRoot: boolean): Found | undefined {
  if (container === unknown) return { value: unknown };
  // An empty piece stands for the document itself, and below it for nothing.
  if (key === '') return { value: isRoot ? unknown : null };
  if (Array.isArray(container)) {
    const index = indexIn(key, container.length);
    return index === undefined || index >= container.length ? undefined : { value: container[index] };
  }
  return isObject(container) && Object.hasOwn(container, key) ? { value: container[key] } : undefined;
}

function changeList(
  list: readonly unknown[],
  key: string,
  how: 'add' | 'replace' | 'remove',
  value: unknown,
): unknown[] | undefined {
  if (how === 'add') {
    const index = key === '-' ? list.length : indexIn(key, list.length + 1);
    return index === undefined || index > list.length ? undefined : list.toSpliced(index, 0, value);
  }
  const index = indexIn(key, list.length);
  if (index === undefined || index >= list.length) return undefined;
  return how === 'remove' ? list.toSpliced(index, 1) : list.with(index, value);
}

function changeObject(
  object: unknown,
  key: string,
  how: 'add' | 'replace' | 'remove',
  value: unknown,
): Readonly<Record<string, unknown>> | undefined {
  if (!isObject(object)) return undefined;
  if (how !== 'remove') return { ...object, [key]: value };
  if (!Object.hasOwn(object, key)) return undefined;
  const { [key]: _, ...rest } = object;
  return rest;
}

/** The index that a piece of a pointer writes, a negative one from the end; it may be beyond the end. */
function indexIn(key: string, length: number): number | undefined {
  const index = parseInteger(key);
  if (index === undefined) return undefined;
  const place = Number(index < 0n ? index + BigInt(length) : index);
  return place < 0 ? undefined : place;
}

function piecesOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(pointer === '' ? 0 : 1)
    .map((piece) => piece.replaceAll(/~[01]/gu, (escaped) => (escaped === '~1' ? '/' : '~')));
}

function lastPiece(pointer: string): string {
  return piecesOf(pointer).at(-1) ?? '';
}

/** Deep equality, with a list of what is left to compare, since a patch may nest as deep as it likes. */
function equals(a: unknown, b: unknown): boolean {
  const left: [unknown, unknown][] = [[a, b]];
  for (let pair = left.pop(); pair; pair = left.pop()) {
    const [x, y] = pair;
    if (x === y || x === unknown || y === unknown) continue;
    if (x instanceof Fractional && y instanceof Fractional && x.text === y.text) continue;
    if (Array.isArray(x) && Array.isArray(y)) {
      if (x.length !== y.length) return false;
      for (const [index, item] of x.entries()) left.push([item, y[index]]);
    } else if (isObject(x) && isObject(y)) {
      const keys = Object.keys(x);
      if (keys.length !== Object.keys(y).length || !keys.every((key) => Object.hasOwn(y, key))) return false;
      for (const key of keys) left.push([x[key], y[key]]);
    } else return false;
  }
  return true;
}

function own(object: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return isContainer(value) && !Array.isArray(value);
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> | readonly unknown[] {
  return typeof value === 'object' && value !== null && !(value instanceof Fractional);
}
