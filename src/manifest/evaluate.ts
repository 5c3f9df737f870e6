import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import type { Range } from '../text/source.ts';
import { compose } from './compose.ts';
import { faultsIn, keyOf, mergedNode, scalarValue } from './nodes.ts';
import { type Path, toPointer } from './path.ts';
import { fillPlaceholders, hasPlaceholder } from './placeholders.ts';
import type { Anchored, Shape } from './places.ts';
import type { YamlProblem } from './problem.ts';

/** How deep aliases may make a document nest, and how many nodes they may add: far above any manifest, far below harm. */
const deepest = 100;
const mostAliasedNodes = 100_000;

/** What a document says: its value as kubectl reads it, what is wrong with its text, and where everything stands. */
export interface Evaluated {
  readonly value: unknown;
  /** Pointers of scalars whose value nobody knows before a placeholder is filled. */
  readonly unknown: ReadonlySet<string>;
  /** Pointers of scalars that hold the default of a placeholder. */
  readonly assumed: ReadonlySet<string>;
  readonly problems: readonly YamlProblem[];
  /** Where everything stands; what came through an alias stands at the alias. */
  readonly shape: Shape;
  /** By name, the last place of each anchor, and the text that it marks. */
  readonly anchors: ReadonlyMap<string, Anchored>;
}

/** Works out what a syntax tree says: kubectl's values, placeholders, merge keys, and the mistakes that need both. */
export function evaluate(root: Node | null, text: string, document: Range): Evaluated {
  const evaluation = new Evaluation(text, document);
  let found: Valued = { value: undefined, shape: { name: document, value: document, children: new Map() } };
  try {
    if (root) found = evaluation.node(root, []);
  } catch (error) {
    if (error !== evaluation.tooMuch) throw error;
  }
  const { unknown, assumed, problems, anchors } = evaluation;
  return { ...found, unknown, assumed, problems, anchors };
}

/** A value with its shape. */
interface Valued {
  readonly value: unknown;
  readonly shape: Shape;
}

class Evaluation {
  readonly unknown = new Set<string>();
  readonly assumed = new Set<string>();
  readonly problems: YamlProblem[] = [];
  readonly anchors = new Map<string, Anchored>();
  readonly tooMuch = new Error('too deep or too many aliases');
  readonly #anchors = new Map<string, Node>();
  readonly #targets = new Map<Alias, Node>();
  readonly #open = new Set<Node>();
  readonly #text: string;
  readonly #document: Range;
  readonly #isJson: boolean;
  /** The place of the alias that is being copied: all that it brings stands there, and its mistakes were reported. */
  #copyAt: Range | undefined;
  #copied = 0;

  constructor(text: string, document: Range) {
    this.#text = text;
    this.#document = document;
    this.#isJson = /^\s*\{/u.test(text.slice(document.start, document.start + 1000));
  }

  /** Evaluates a node; `key` is the range of the key that names it. */
  node(node: Node, path: Path, key?: Range): Valued {
    if (path.length > deepest) this.#giveUp(node, 'depth');
    if (this.#copyAt && ++this.#copied > mostAliasedNodes) this.#giveUp(node, 'aliases');
    if (isAlias(node)) return this.#alias(node, path, key);
    this.#remember(node);
    if (isScalar(node)) return this.#scalar(node, path, key);
    this.#open.add(node);
    const valued = isMap(node)
      ? this.#mapping(node.items as Pair<Node, Node | null>[], path, key ?? this.#range(node))
      : this.#sequence(node.items as Node[], path, key ?? this.#range(node));
    this.#open.delete(node);
    return valued;
  }

  #scalar(scalar: Scalar, path: Path, key: Range | undefined): Valued {
    const range = this.#range(scalar);
    const name = key ?? range;
    const leaf = (value: unknown): Valued => ({
      value,
      shape: { name, value: range.start === range.end ? name : range, children: new Map() },
    });
    const value = scalarValue(scalar);
    if (value === null && scalar.anchor !== undefined)
      this.#problem('anchor-on-nothing', this.#anchor(scalar, scalar.anchor), { name: scalar.anchor }, { path });
    if (value === undefined) this.#syntax(range, 'BAD_TAG');
    if (Number.isNaN(value)) this.#syntax(range, 'NOT_FINITE');
    this.#checkText(scalar);
    if (typeof value !== 'string') return leaf(value);
    const filled = fillPlaceholders(value);
    if (filled.is === 'literal') return leaf(filled.text);
    if (filled.is === 'unknown') {
      this.unknown.add(toPointer(path));
      return leaf(value);
    }
    this.assumed.add(toPointer(path));
    return filled.whole && scalar.type === 'PLAIN' ? this.#default(filled.text, path, range, name) : leaf(filled.text);
  }

  /** The default of a placeholder that is the whole plain value: YAML of its own, lists included. */
  #default(text: string, path: Path, range: Range, name: Range): Valued {
    const composed = compose(text);
    const root = 'ast' in composed && composed.ast.errors.length === 0 ? composed.ast.contents : undefined;
    if (!root) return { value: root === null ? null : text, shape: { name, value: range, children: new Map() } };
    const { value, shape } = this.#copy(root, path, range);
    return { value, shape: { ...shape, name } };
  }

  #alias(alias: Alias, path: Path, key: Range | undefined): Valued {
    const range = this.#range(alias);
    const target = this.#target(alias);
    if (!target || this.#open.has(target)) {
      this.#problem('undefined-alias', range, { name: alias.source, itself: target !== undefined });
      this.unknown.add(toPointer(path));
      return { value: undefined, shape: { name: key ?? range, value: range, children: new Map() } };
    }
    const { value, shape } = this.#copy(target, path, range);
    return { value, shape: { ...shape, name: key ?? range } };
  }

  /** The node that an alias stands for: what its anchor named when the alias was first met. */
  #target(alias: Alias): Node | undefined {
    const target = this.#targets.get(alias) ?? this.#anchors.get(alias.source);
    if (target) this.#targets.set(alias, target);
    return target;
  }

  #remember(node: Node): void {
    if (node.anchor === undefined || this.#copyAt || isAlias(node)) return;
    const place = this.#anchor(node, node.anchor);
    const related = this.anchors.get(node.anchor);
    if (related) this.#problem('anchor-redefined', place, { name: node.anchor, isElsewhere: false }, { related });
    this.anchors.set(node.anchor, { ...place, text: this.#source(node) });
    this.#anchors.set(node.anchor, node);
    if (!/^[\w-]+$/u.test(node.anchor)) this.#syntax(place, 'BAD_ANCHOR');
  }

  /** Evaluates a node once more, as if it stood at another place. */
  #copy(node: Node, path: Path, place: Range): Valued {
    const outer = this.#copyAt;
    this.#copyAt = outer ?? place;
    const valued = this.node(node, path, this.#copyAt);
    this.#copyAt = outer;
    return valued;
  }

  #sequence(items: readonly Node[], path: Path, name: Range): Valued {
    const children = new Map<number, Shape>();
    const value = items.map((item, index) => {
      const below = this.node(item, [...path, index]);
      children.set(index, below.shape);
      return below.value;
    });
    return { value, shape: { name, value: name, children } };
  }

  #mapping(pairs: readonly Pair<Node, Node | null>[], path: Path, name: Range): Valued {
    const values = new Map<string, unknown>();
    const children = new Map<string | number, Shape>();
    const merged: Members[] = [];
    const firsts = new Map<string, Pair<Node, Node | null>>();
    let firstKey: Range | undefined;
    for (const pair of pairs) {
      const source = mergedNode(pair);
      const keyRange = this.#range(pair.key);
      firstKey ??= keyRange;
      if (source) {
        merged.push(...this.#merge(source, path));
        continue;
      }
      const key = this.#key(pair.key);
      if (key === undefined) continue;
      const first = firsts.get(key);
      if (first) this.#duplicate(key, first, pair, path);
      else firsts.set(key, pair);
      const at = [...path, key];
      if (hasPlaceholder(key)) this.unknown.add(toPointer(at));
      const below = pair.value ? this.node(pair.value, at, keyRange) : undefined;
      values.set(key, below ? below.value : null);
      children.set(key, below?.shape ?? { name: keyRange, value: keyRange, children: new Map() });
    }
    const isItem = typeof path.at(-1) === 'number' || path.length === 0;
    const named = isItem && firstKey ? firstKey : name;
    const made = (all: Members): Valued => ({
      // Makes own properties, even of a key that is called `__proto__`.
      value: Object.fromEntries(all.values),
      shape: { name: named, value: named, children: all.children },
    });
    if (merged.length === 0) return made({ values, children });
    // Own keys win over merged ones, and earlier merges over later ones.
    const all = [...merged.reverse(), { values, children }];
    return made({
      values: all.flatMap((one) => [...one.values]),
      children: new Map(all.flatMap((one) => [...one.children])),
    });
  }

  #merge(source: Node, path: Path): Members[] {
    const sources = isSeq(source) ? (source.items as Node[]) : [source];
    return sources.flatMap((one) => {
      const { value, shape } = this.node(one, path, this.#range(one));
      if (typeof value === 'object' && value !== null && !Array.isArray(value))
        return [{ values: Object.entries(value), children: shape.children }];
      if (value !== undefined) this.#syntax(this.#range(one), 'BAD_MERGE');
      return [];
    });
  }

  #key(key: Node): string | undefined {
    const range = this.#range(key);
    const named = isAlias(key) ? this.#target(key) : key;
    if (!named) {
      this.#problem('undefined-alias', range, { name: (key as Alias).source, itself: false });
      return undefined;
    }
    this.#remember(key);
    if (isScalar(key)) this.#checkText(key);
    const text = keyOf(named);
    if (text !== undefined) return text;
    const { start } = range;
    const action = isMap(key) ? [start, start - 1].find((at) => this.#text.startsWith('{{', at)) : undefined;
    if (action === undefined) this.#syntax(range, 'BAD_KEY');
    else this.#problem('template', { start: action, end: action + 2 }, {});
    return undefined;
  }

  #checkText(scalar: Scalar): void {
    const { start } = this.#range(scalar);
    for (const { at, length, code } of faultsIn(scalar, this.#source(scalar), this.#isJson))
      this.#syntax({ start: start + at, end: start + at + length }, code);
  }

  #duplicate(key: string, first: Pair<Node, Node | null>, again: Pair<Node, Node | null>, path: Path): void {
    const identical =
      first.value !== null && again.value !== null && this.#source(first.value) === this.#source(again.value);
    const related = this.#range(first.key);
    this.#problem('duplicate-key', this.#range(again.key), { key, identical }, { related, path });
  }

  /** Where a node's anchor stands. */
  #anchor(node: Node, anchor: string): Range {
    const start = this.#text.lastIndexOf(`&${anchor}`, this.#range(node).start);
    return { start, end: start + anchor.length + 1 };
  }

  #giveUp(node: Node, what: 'depth' | 'aliases'): never {
    const { start } = this.#range(node);
    this.problems.push({
      code: 'limit',
      range: { start, end: start + 1 },
      detail: { what, limit: what === 'depth' ? deepest : mostAliasedNodes },
    });
    throw this.tooMuch;
  }

  #syntax(range: Range, code: string): void {
    this.#problem('syntax', range, { code, reason: '' });
  }

  #problem(
    code: YamlProblem['code'],
    range: Range,
    detail: YamlProblem['detail'],
    more?: Pick<YamlProblem, 'related' | 'path'>,
  ): void {
    if (!this.#copyAt) this.problems.push({ code, range, detail, ...more });
  }

  #source(node: Node): string {
    const { start, end } = this.#range(node);
    return this.#text.slice(start, end);
  }

  /** A node's place; while an alias is being copied, the alias's. */
  #range(node: Node): Range {
    if (this.#copyAt) return this.#copyAt;
    const [start, end] = node.range as [number, number, number];
    return { start: this.#document.start + start, end: this.#document.start + end };
  }
}

/** What a mapping has by its own keys, or by a merge key. */
interface Members {
  readonly values: Iterable<[string, unknown]>;
  readonly children: ReadonlyMap<string | number, Shape>;
}
