import type { Place } from '../model/resource.ts';
import type { TextEdit } from '../text/edits.ts';

/** How loud a finding is; `off` exists only in configurations. */
export type Severity = 'error' | 'warning' | 'info';

/** A further place of a finding, with what is to be seen there. */
export interface RelatedPlace {
  readonly at: Place;
  readonly message: string;
}

/** A change of text that mends a finding. Safe means that it cannot make a working cluster worse. */
export interface RawFix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
}

/** What a rule returns; the engine adds id, severity, identity and positions. */
export interface RawFinding {
  readonly at: Place;
  /** One sentence that says what is wrong, naming the value; no full stop. */
  readonly message: string;
  /** What to do here, when that is more precise than the rule's remedy. */
  readonly help?: string;
  /** Overrides the rule's severity where its consequence differs case by case. */
  readonly severity?: Severity;
  /** True for a case of a rule of preset `server` that no server minds: it counts from `recommended` on. */
  readonly isOurs?: boolean;
  /** The preset from which on the case counts, where that is a larger one than the rule's. */
  readonly preset?: 'production' | 'strict';
  readonly related?: readonly RelatedPlace[];
  readonly fix?: RawFix;
}

/** A line and a column from 1, in UTF-16 code units, and the offset from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export interface PositionRange {
  readonly start: Position;
  readonly end: Position;
}

/** A finding as every report has it. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string;
  readonly range: PositionRange;
  /** RFC 6901 pointer inside the resource; empty for the resource as a whole and for what stands outside of one. */
  readonly path: string;
  readonly resource?: ResourceIdentity;
  readonly related: readonly RelatedFinding[];
  /** One sentence that says what to do. */
  readonly help: string;
  readonly url: string;
  readonly fix?: Fix;
  /** Stable across unrelated edits: made of rule, resource and path. */
  readonly fingerprint: string;
}

export interface ResourceIdentity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

export interface RelatedFinding {
  readonly file: string;
  readonly range: PositionRange;
  readonly message: string;
}

export interface Fix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly { readonly file: string; readonly range: PositionRange; readonly newText: string }[];
}

/** How many of what a run saw. */
export interface Summary {
  readonly files: number;
  readonly resources: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly suppressed: number;
  readonly fixable: number;
}

/** A finding that is kept out of the findings of a report. */
export interface Suppressed {
  readonly finding: Finding;
  /** Where it is said that it does not count: in the linted file, or outside of it, as in a baseline. */
  readonly kind: 'inSource' | 'external';
  /** Why, in the words of whoever suppressed it. */
  readonly justification?: string;
}

/** What a run says; the JSON report is this value without what is suppressed. */
export interface Report {
  readonly version: 1;
  readonly tool: { readonly name: 'cnpg-lint'; readonly version: string };
  /** The operator minor that was linted for. */
  readonly cnpgVersion: string;
  readonly summary: Summary;
  /** Those that count. */
  readonly findings: readonly Finding[];
  readonly suppressed?: readonly Suppressed[];
}
