import { requirePackaged } from './package-root.ts';

/** The rules about a field, as their fixtures show. */
export interface FieldRules {
  /** Whose findings point at it. */
  readonly points?: readonly string[];
  /** Which read it on the way to a verdict on something else. */
  readonly reads?: readonly string[];
}

/** The content of `schemas/rule-fields.json`: rules by kind and by field, such as `spec.externalClusters[].name`. */
export type RuleFields = Readonly<Record<string, Readonly<Record<string, FieldRules>>>>;

/** Reads which rules are about which field. */
export function loadRuleFields(): RuleFields {
  return requirePackaged('./rule-fields.json') as RuleFields;
}
