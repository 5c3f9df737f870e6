import type { Range } from '../text/source.ts';
import type { Path } from './path.ts';

/** A mistake in the text of a YAML document, before a rule words it. Ranges are offsets in the whole file. */
export interface YamlProblem {
  readonly code:
    | 'syntax'
    | 'limit'
    | 'template'
    | 'duplicate-key'
    | 'undefined-alias'
    | 'anchor-on-nothing'
    | 'anchor-redefined'
    | 'glued-separator';
  readonly range: Range;
  /** The other half of the mistake, such as the first of two equal keys. */
  readonly related?: Range;
  /** The value that it is about, or the mapping that has a key twice, from the document's root. */
  readonly path?: Path;
  readonly detail: Readonly<Record<string, unknown>>;
}
