import { parse } from '../manifest/document.ts';
import type { Path } from '../manifest/path.ts';
import { locate, tabulate } from '../manifest/places.ts';
import type { YamlProblem } from '../manifest/problem.ts';
import { splitDocuments } from '../manifest/split.ts';
import type { Range } from '../text/source.ts';

/** YAML that stands in a string, such as a file in a ConfigMap. Only its first document counts. */
export interface EmbeddedYaml {
  readonly value: unknown;
  /** What keeps it from being read, with its place in the string. */
  readonly fault?: { readonly is: 'syntax' | 'duplicate-key'; readonly range: Range };
  /** Where in the string the value at a path stands; where it is missing, what names its nearest ancestor. */
  rangeOf(path: Path): Range;
}

/** Reads YAML out of a string; nothing where a tool that renders templates has still to fill it in. */
export function readEmbeddedYaml(text: string): EmbeddedYaml | undefined {
  const [first] = splitDocuments({ path: 'embedded.yaml', text });
  const { value, problems, shape } = parse(text, first ?? { start: 0, end: text.length });
  const table = tabulate(value, shape);
  const rangeOf = (path: Path): Range => locate(table, value, path, 'value');
  const [problem] = problems.filter((one) => !isDoubtful(one, text));
  if (!problem) return { value, rangeOf };
  const { code, range, related } = problem;
  const isOpen = code === 'template' || code === 'limit' || code === 'anchor-on-nothing';
  if (isOpen || (code === 'syntax' && /\{[{%]/u.test(text))) return undefined;
  if (code === 'duplicate-key') return { value, fault: { is: code, range }, rangeOf };
  // A quote or bracket that is never closed is noticed at the end, but open at its beginning.
  return { value, fault: { is: 'syntax', range: related ?? range }, rangeOf };
}

/** Whether it is kubectl alone that takes two keys for the same: to it, `on` and `yes` both are true. */
function isDoubtful({ code, range, related }: YamlProblem, text: string): boolean {
  if (code !== 'duplicate-key' || !related) return false;
  return text.slice(range.start, range.end) !== text.slice(related.start, related.end);
}
