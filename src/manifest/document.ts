import { type Document as Ast, isMap, isSeq, type Node, type Pair, parseDocument } from 'yaml';
import type { Range } from '../text/source.ts';
import { evaluate, keyOf } from './evaluate.ts';
import type { Path } from './path.ts';
import type { Shape } from './places.ts';
import type { YamlProblem } from './problem.ts';

/** The API server takes no request above 3 MiB, so no document can be larger and be applied. */
export const largestDocument = 3 * 1024 * 1024;

/** One YAML document: its value as kubectl reads it, what is wrong with its text, and where everything stands. */
export interface Document {
  readonly value: unknown;
  /** Pointers of scalars whose value nobody knows before a placeholder is filled. */
  readonly unknown: ReadonlySet<string>;
  /** Pointers of scalars that hold the default of a placeholder. */
  readonly assumed: ReadonlySet<string>;
  readonly problems: readonly YamlProblem[];
  readonly shape: Shape;
  /** The syntax node at a path, or nothing if it is absent or comes from an alias: for edits. */
  entry(path: Path): Entry | undefined;
}

/** The syntax of one value that stands in the text at its own place. */
export interface Entry {
  readonly node: Node | null;
  /** The pair that holds the node, if its parent is a mapping. */
  readonly pair: Pair<Node, Node | null> | undefined;
}

const options = {
  schema: 'failsafe',
  uniqueKeys: false,
  prettyErrors: false,
  keepSourceTokens: false,
  logLevel: 'silent',
  strict: true,
} as const;

/** Parses one document out of a file's text. Never throws: what is wrong is in `problems`, with offsets of the whole file. */
export function parse(text: string, range: Range): Document {
  const whole = (problem: YamlProblem): Document => ({ ...evaluate(null, text, range), problems: [problem], entry: () => undefined });
  if (range.end - range.start > largestDocument)
    return whole({ code: 'limit', range: firstLine(text, range), detail: { what: 'size', limit: largestDocument } });

  let ast: Ast;
  try {
    ast = parseDocument(text.slice(range.start, range.end), options);
  } catch (error) {
    // The parser recurses; its only failure is the end of the stack.
    if (!(error instanceof RangeError)) throw error;
    return whole({ code: 'limit', range: firstLine(text, range), detail: { what: 'depth' } });
  }
  const evaluated = evaluate(ast.contents, text, range);
  const syntax = ast.errors.find((error) => error.code !== 'MULTIPLE_DOCS');
  const problems = syntax
    ? [
        {
          code: 'syntax' as const,
          range: { start: range.start + syntax.pos[0], end: range.start + Math.max(syntax.pos[1], syntax.pos[0] + 1) },
          detail: { reason: syntax.message, code: syntax.code },
        },
        ...evaluated.problems.filter((problem) => problem.code === 'undefined-alias'),
      ]
    : evaluated.problems;
  return {
    ...evaluated,
    problems,
    entry: (path) => path.reduce<Entry | undefined>(child, { node: ast.contents, pair: undefined }),
  };
}

function child(entry: Entry | undefined, segment: string | number): Entry | undefined {
  const node = entry?.node;
  if (isSeq(node) && typeof segment === 'number') {
    const item = node.items[segment];
    return item === undefined ? undefined : { node: item as Node, pair: undefined };
  }
  if (!isMap(node)) return undefined;
  const pair = (node.items as Pair<Node, Node | null>[]).findLast(({ key }) => keyOf(key) === String(segment));
  return pair && { node: pair.value, pair };
}

function firstLine(text: string, range: Range): Range {
  const end = text.indexOf('\n', range.start);
  return { start: range.start, end: end === -1 || end > range.end ? range.end : end };
}
