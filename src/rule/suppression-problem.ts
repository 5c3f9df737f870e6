import type { Place, Resource } from '../model/resource.ts';
import type { Misplacement, Misunderstood } from '../model/suppression.ts';
import type { TextEdit } from '../text/edits.ts';

/** What is wrong with a comment or an annotation that suppresses findings, before a rule words it. */
export type SuppressionProblem = {
  readonly at: Place;
  /** The resource that it belongs to, as far as it is one. */
  readonly subject: Resource | undefined;
} & (
  | {
      readonly code: 'unused';
      /** The rules that have no finding there. */
      readonly names: readonly string[];
      /** Edits that take them out, and the whole suppression if it names no other. */
      readonly removal: readonly TextEdit[];
    }
  | {
      readonly code: 'unknown-rule';
      readonly name: string;
      /** The name that it most likely stands for, as a question. */
      readonly question: string | undefined;
      /** Whether it names rules on suppressions, which nothing suppresses. */
      readonly isExempt: boolean;
    }
  /** Its last day is over, and what it covered is there. */
  | { readonly code: 'expired'; readonly names: readonly string[]; readonly until: string }
  | { readonly code: 'without-reason'; readonly names: readonly string[] }
  | { readonly code: 'misplaced'; readonly how: Misplacement }
  | { readonly code: 'malformed'; readonly flaw: Misunderstood }
);
