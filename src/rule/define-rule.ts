import type { DocumentProblem } from '../model/reading.ts';
import type { Resource } from '../model/resource.ts';
import type { SchemaProblem } from '../model/schema-catalog.ts';
import type { Source } from '../model/source.ts';
import type { FactContext } from './fact.ts';
import type { RawFinding, Severity } from './finding.ts';
import type { SuppressionProblem } from './suppression-problem.ts';

/** What happens to who ignores a rule; the default severity follows from it. */
export type Consequence = 'refused' | 'data-loss' | 'outage' | 'deprecated' | 'advice';

/** The smallest preset that has a rule; each holds the ones before it. */
export type Preset = 'server' | 'recommended' | 'production' | 'strict';

export const presets: readonly Preset[] = ['server', 'recommended', 'production', 'strict'];

/** The severity of each consequence (decisions: refused and data loss are errors, an outage is a warning). */
export const severityOfConsequence: Readonly<Record<Consequence, Severity>> = {
  refused: 'error',
  'data-loss': 'error',
  outage: 'warning',
  deprecated: 'warning',
  advice: 'info',
};

/** What a rule declares of itself: everything that documentation and reports say of it. */
export interface RuleMeta {
  /** `category/name`, in kebab-case; it never changes its meaning. */
  readonly id: string;
  /** Former ids that still work. */
  readonly aliases?: readonly string[];
  /** The kinds whose resources the rule reports on; none for a rule about text alone. */
  readonly kinds: readonly string[];
  readonly consequence: Consequence;
  readonly preset: Preset;
  /** What a real cluster makes of it, where that differs from the consequence: it holds when `server` is all that is asked for. */
  readonly serverSeverity?: Severity;
  /** Operator minors in which the rule is meaningful; without a bound, all. */
  readonly since?: string;
  readonly until?: string;
  /** The field that the rule is about, in dots: where a resource lacks it, `check` is not asked, and `checkAdmission` where it lacks it with its defaults. */
  readonly about?: string;
  /** Whether some of its findings are of a change: a run without the stored resource does not make them. */
  readonly looksAtStored?: boolean;
  /** Whether `--fix` can mend it. */
  readonly fixable?: boolean;
  /** One sentence that states what the rule wants. */
  readonly summary: string;
  readonly why: string;
  readonly remedy: string;
  /** When the rule is silent although its condition seems to hold. */
  readonly exceptions?: readonly string[];
  readonly references: readonly string[];
  /** Where it is documented, for a rule that does not come with cnpg-lint. */
  readonly url?: string;
}

/** An option's JSON Schema, as far as options need one. */
export interface OptionSchema {
  readonly type: 'string' | 'integer' | 'boolean' | 'array';
  readonly description: string;
  readonly items?: { readonly type: 'string'; readonly format?: 'regex' };
  readonly minimum?: number;
  /** A regular expression that a string as a whole matches. */
  readonly pattern?: string;
}

/** What a check may look at. Other resources may be looked at, but a rule reports on its own subject only. */
export interface RuleContext<O> extends FactContext {
  readonly options: O;
}

type Findings = RawFinding | Iterable<RawFinding> | undefined;

/** A rule: its declaration and its check. Which of the checks it has says what it looks at. */
export interface RuleDefinition<O> extends RuleMeta {
  readonly options?: { readonly schema: { readonly [K in keyof O]: OptionSchema }; readonly defaults: O };
  /** Looks at a resource of the rule's kinds. */
  check?(subject: Resource, context: RuleContext<O>): Findings;
  /**
   * Looks at a resource as the operator's webhook does: whole, with all defaults, and not where validation is switched off.
   * `stored` is the resource that it replaces, likewise with its defaults; without one, it is created.
   */
  checkAdmission?(object: Resource, context: RuleContext<O>, stored: Resource | undefined): Findings;
  /** Words a mistake that the schema found in a resource. */
  checkSchema?(problem: SchemaProblem, subject: Resource, context: RuleContext<O>): Findings;
  /** Words a mistake in the text of a document. */
  checkText?(problem: DocumentProblem, source: Source, context: RuleContext<O>): Findings;
  /** Words a mistake in a comment or an annotation that suppresses findings. Nothing suppresses what it says. */
  checkSuppression?(problem: SuppressionProblem, context: RuleContext<O>): Findings;
  /** Looks at a file as a whole. */
  checkSource?(source: Source, context: RuleContext<O>): Findings;
}

/** A rule whose options' type is erased. */
export type Rule = RuleDefinition<Readonly<Record<string, unknown>>>;

/** Declares a rule. */
export function defineRule<O extends object = Readonly<Record<string, never>>>(definition: RuleDefinition<O>): Rule {
  return definition as unknown as Rule;
}

/** The part of an id before its slash. */
export function categoryOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

/** Where a rule is documented. */
export function urlOf({ id, url }: Rule): string {
  return url ?? docsUrl(id);
}

/** Where the documentation of a rule is that comes with cnpg-lint. */
export function docsUrl(id: string): string {
  return `https://github.com/cnpg-lint/cnpg-lint/blob/main/docs/rules/${id}.md`;
}
