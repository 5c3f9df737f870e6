import { type Document as Ast, isScalar, visit } from 'yaml';
import type { Range } from '../text/source.ts';
import { readBlocks } from './block-style.ts';
import { compose } from './compose.ts';
import {
  type Contents,
  contentsIn,
  type Entry,
  entryIn,
  laterEntryIn,
  plainContents,
  plainEntry,
  shapeAt,
} from './entries.ts';
import { type Evaluated, evaluate } from './evaluate.ts';
import type { Path } from './path.ts';
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
  const own = text.slice(range.start, range.end);
  if (own.length > largestDocument) {
    const firstLine = { start: range.start, end: range.start + own.search(/\n|$/u) };
    return unread(text, range, { code: 'limit', range: firstLine, detail: { what: 'size', limit: largestDocument } });
  }
  const block = readBlocks(text, range);
  if (!block) return readAny(text, range);
  const { shape } = block;
  let known: Document | undefined;
  const full = (): Document => (known ??= readAny(text, range));
  const isThere = (path: Path): boolean => shapeAt(shape, path) !== undefined;
  return {
    ...block,
    problems: [],
    // The places tell nearly all that edits need, and no syntax tree has to be made.
    entry: (path) => plainEntry(text, shape, path) ?? (isThere(path) ? full().entry(path) : undefined),
    contents: (path) => plainContents(text, shape, path) ?? (isThere(path) ? full().contents(path) : undefined),
    repeated: () => undefined,
  };
}

/** What the full parser says of a document, whatever its style. */
export function readAny(text: string, range: Range): Document {
  const whole = (problem: YamlProblem): Document => unread(text, range, problem);
  const own = text.slice(range.start, range.end);
  const forbidden = own.search(controlCharacter);
  if (forbidden !== -1 && !isJson(own))
    return whole(
      syntax(
        { start: range.start + forbidden, end: range.start + forbidden + 1 },
        /\p{Surrogate}/u.test(own.charAt(forbidden)) ? 'NO_CHARACTER' : 'CONTROL_CHARACTER',
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
    const at = { start: range.start + from, end: range.start + Math.min(Math.max(to, from + 1), own.length) };
    const opener = openerOf(ast, own, from);
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
function openerOf(ast: Ast, own: string, offset: number): number | undefined {
  let opener: number | undefined;
  visit(ast, {
    Node(_, node) {
      if (!node.range) return;
      const [start, end] = node.range;
      // A mapping may begin with a quote, which is that of its first key.
      const marks = isScalar(node) ? /["']/u : /[[{]/u;
      if (start < offset && offset <= end && marks.test(own.charAt(start))) opener = start;
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

/** A document of which nothing is known but what is wrong with it. */
function unread(text: string, range: Range, problem: YamlProblem): Document {
  return {
    ...evaluate(null, text, range),
    problems: [problem],
    entry: () => undefined,
    contents: () => undefined,
    repeated: () => undefined,
  };
}
