import { type Document as Ast, isCollection, isScalar, type Node, visit } from 'yaml';
import { lineStart } from '../text/line-start.ts';
import type { Range } from '../text/source.ts';
import { readBlocks } from './block-style.ts';
import { compose } from './compose.ts';
import { type Contents, contentsIn, type Entry, entryIn, laterEntryIn, plainContents, plainEntry } from './entries.ts';
import { type Evaluated, evaluate } from './evaluate.ts';
import type { Path } from './path.ts';
import type { Shape } from './places.ts';
import type { YamlProblem } from './problem.ts';

/** The API server takes no request above 3 MiB, so no document can be larger and be applied. */
export const largestDocument = 3 * 1024 * 1024;

/** One YAML document, and the syntax that edits need. */
export interface Document extends Evaluated {
  /** The syntax of what stands at a path, or nothing if it is absent or comes from an alias: for edits. */
  entry(path: Path): Entry | undefined;
  /** Where the entries of the mapping or list at a path are; nothing if none can be added to them. */
  contents(path: Path): Contents | undefined;
  /** The syntax of a further entry of a mapping with a key that it has already, by the offset of that key. */
  repeated(key: number, mapping: Path): Entry | undefined;
}

// What go-yaml's reader refuses anywhere; a lone surrogate is no character at all.
const controlCharacter = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
// kubectl's parser takes these as line breaks, the one at hand as text; each is one code unit, so that no place moves.
export const otherLineBreak = /\r(?!\n)|[\u0085\u2028\u2029]/gu;
// kubectl's parser takes `'a'#b` as a value with a comment.
const glued = 'Comments must be separated';

/** Parses one document out of a file's text. Never throws: what is wrong is in `problems`, with offsets of the whole file. */
export function parse(text: string, range: Range): Document {
  const block = range.end - range.start > largestDocument ? undefined : readBlocks(text, range);
  if (!block) return readAny(text, range);
  const { shape } = block;
  const trees = new Map<string, Node | null>();
  /** The tree of the few lines that hold what stands at a path, from which the rest of the path leads on. */
  const below = <T>(path: Path, find: (root: Node | null, rest: Path, offset: number) => T): T | undefined => {
    const section = sectionOf(text, range, shape, path);
    if (!section) return undefined;
    const { start, end } = section;
    const lines = `${start}-${end}`;
    let tree = trees.get(lines);
    if (tree === undefined) trees.set(lines, (tree = treeOf(text.slice(start, end))));
    return find(tree, path.slice(section.below), start);
  };
  return {
    ...block,
    problems: [],
    // The places tell most that edits need, at a fraction of the price.
    entry: (path) => plainEntry(text, shape, path) ?? below(path, entryIn),
    contents: (path) => plainContents(text, shape, path) ?? below(path, contentsIn),
    repeated: () => undefined,
  };
}

function treeOf(text: string): Node | null {
  const composed = compose(text);
  return 'ast' in composed ? (composed.ast.contents as Node | null) : null;
}

/**
 * The lines of a document in plain block style that hold what stands at a path: those of one key of its `spec`, as a rule. Below
 * as many segments of the path they are a document of their own. Nothing where nothing stands at the path.
 */
function sectionOf(text: string, document: Range, shape: Shape, path: Path): (Range & { below: number }) | undefined {
  let section = { ...document, below: 0 };
  let at = shape;
  let isBlock = true;
  for (const [depth, segment] of path.entries()) {
    const child = at.children.get(segment);
    if (!child) return undefined;
    const start = lineStart(text, child.name.start);
    isBlock &&= depth < 2 && /^ *$/u.test(text.slice(start, child.name.start));
    if (isBlock) {
      const names = [...at.children.keys()];
      const next = at.children.get(names[names.indexOf(segment) + 1] ?? '');
      const end = next ? lineStart(text, next.name.start) : section.end;
      section = { start, end, below: depth };
    }
    at = child;
  }
  return section;
}

/** What the full parser says of a document, whatever its style. */
export function readAny(text: string, range: Range): Document {
  const whole = (problem: YamlProblem): Document => ({
    ...evaluate(null, text, range),
    problems: [problem],
    entry: () => undefined,
    contents: () => undefined,
    repeated: () => undefined,
  });
  if (range.end - range.start > largestDocument)
    return whole({ code: 'limit', range: firstLine(text, range), detail: { what: 'size', limit: largestDocument } });
  const own = text.slice(range.start, range.end);
  const forbidden = own.search(controlCharacter);
  if (forbidden !== -1 && !isJson(own))
    return whole(
      syntax(
        { start: range.start + forbidden, end: range.start + forbidden + 1 },
        /^\p{Surrogate}/u.test(own.slice(forbidden, forbidden + 2)) ? 'NO_CHARACTER' : 'CONTROL_CHARACTER',
      ),
    );

  const composed = compose(own.replaceAll(otherLineBreak, '\n'));
  if (!('ast' in composed)) {
    const { at, ...detail } = composed;
    const start = Math.max(range.start, Math.min(range.start + at, range.end - 1));
    return whole({ code: 'limit', range: { start, end: Math.min(start + 1, range.end) }, detail });
  }
  const { ast, tab } = composed;
  const [broken] = ast.errors.filter(({ message }) => !message.startsWith(glued)).sort((a, b) => a.pos[0] - b.pos[0]);
  if (tab !== undefined && tab < (broken?.pos[0] ?? own.length))
    return whole(syntax({ start: range.start + tab, end: range.start + tab + 1 }, 'TAB_AS_INDENT'));
  if (broken) {
    const [from, to] = broken.pos;
    const start = range.start + Math.min(from, own.length);
    const at = { start, end: range.start + Math.min(Math.max(to, from + 1), own.length) };
    const opener = openerOf(ast, from);
    const related = opener !== undefined && { start: range.start + opener, end: range.start + opener + 1 };
    return whole({ ...syntax(at, broken.code, broken.message), ...(related && { related }) });
  }
  return {
    ...evaluate(ast.contents, text, range),
    entry: (path) => entryIn(ast.contents, path, range.start),
    contents: (path) => contentsIn(ast.contents, path, range.start),
    repeated: (key, mapping) => laterEntryIn(ast.contents, mapping, key, range.start),
  };
}

/** Where the innermost bracket or quote opens that is still open at an offset. */
function openerOf(ast: Ast, offset: number): number | undefined {
  let opener: number | undefined;
  visit(ast, {
    Node(_, node) {
      const opens = isScalar(node) ? /^QUOTE/u.test(node.type ?? '') : isCollection(node) && node.flow === true;
      if (opens && node.range && node.range[0] < offset && offset <= node.range[1]) opener = node.range[0];
    },
  });
  return opener;
}

function syntax(range: Range, code: string, reason = ''): YamlProblem {
  return { code: 'syntax', range, detail: { code, reason } };
}

/** JSON may hold characters that YAML may not, and kubectl reads it as JSON. */
function isJson(text: string): boolean {
  try {
    return Boolean(JSON.parse(text));
  } catch {
    return false;
  }
}

function firstLine(text: string, range: Range): Range {
  const end = text.indexOf('\n', range.start);
  return { start: range.start, end: end === -1 || end > range.end ? range.end : end };
}
