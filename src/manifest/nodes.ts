import { isScalar, type Node, type Pair, type Scalar } from 'yaml';
import { resolvePlain, resolveTagged, type ScalarValue } from './scalars.ts';

/** The text of a mapping's key as Kubernetes sees it; nothing for a key that it refuses. */
export function keyOf(key: Node): string | undefined {
  if (!isScalar(key)) return undefined;
  const value = scalarValue(key);
  return value === null || value === undefined ? undefined : Number.isNaN(value) ? key.source : String(value);
}

/** The node that a pair merges into its mapping, if the pair is a merge key. */
export function mergedNode(pair: Pair<Node, Node | null>): Node | undefined {
  const { key, value } = pair;
  const merges =
    isScalar(key) &&
    (/:merge$/u.test(key.tag ?? '') || (key.source === '<<' && key.type === 'PLAIN' && key.tag === undefined));
  return merges && value !== null ? value : undefined;
}

/** A scalar's value; nothing if it has a tag that its text does not fit. */
export function scalarValue(scalar: Scalar): ScalarValue | undefined {
  const text = typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? '');
  if (scalar.tag !== undefined) return resolveTagged(text, scalar.tag);
  return scalar.type === 'PLAIN' ? resolvePlain(text) : text;
}

/** A stretch of a scalar's text that kubectl's parser refuses and the one at hand accepts. */
export interface TextFault {
  readonly at: number;
  readonly length: number;
  readonly code: 'BAD_DQ_ESCAPE' | 'TAB_AS_INDENT';
}

/** What kubectl's parser refuses in a scalar's text: `\/` and surrogates in double quotes, though not in JSON, and blocks that a tab begins. */
export function* faultsIn({ type }: Scalar, text: string, isJson: boolean): Generator<TextFault> {
  if (type === 'QUOTE_DOUBLE' && !isJson) {
    for (const found of text.matchAll(/\\(?:(\/|u[dD][89a-fA-F])|.)/gsu))
      if (found[1] !== undefined) yield { at: found.index, length: found[0].length, code: 'BAD_DQ_ESCAPE' };
  }
  if (type?.startsWith('BLOCK') === true) {
    const tab = /^[|>][+-]?[^\n\d]*\n(?: *\r?\n)* *\t/u.exec(text);
    if (tab) yield { at: tab[0].length - 1, length: 1, code: 'TAB_AS_INDENT' };
  }
}
