import type { Path } from '../manifest/path.ts';
import type { Rule, RuleContext } from '../rule/define-rule.ts';
import type { FactContext } from '../rule/fact.ts';
import type { RawFinding } from '../rule/finding.ts';
import { groupBy } from '../values/lists.ts';
import { type ActiveRule, activeRules, type FileSettings, noOptions } from './config.ts';

/** What a check may answer. */
export type Findings = RawFinding | Iterable<RawFinding> | undefined;

/** One by one, what a check that found something answers. */
export function each(said: NonNullable<Findings>): Iterable<RawFinding> {
  return Symbol.iterator in said ? said : [said];
}

/** A rule that is on, ready to be asked. */
export interface Prepared extends ActiveRule {
  readonly context: RuleContext<Readonly<Record<string, unknown>>>;
}

/** Rules by the field without which a resource gives them nothing to look at. */
export type ByField = readonly (readonly [about: Path, rules: readonly Prepared[]])[];

/** The rules about one kind, by what they look at. */
export interface KindPlan {
  readonly ofResources: ByField;
  readonly ofSchemas: readonly Prepared[];
  readonly ofAdmission: ByField;
}

/** The rules that settings switch on, sorted once so that a resource is asked about what concerns it alone. */
export class Plan {
  readonly ofSources: readonly Prepared[];
  readonly ofSuppressions: readonly Prepared[];
  readonly #rules: readonly Prepared[];
  readonly #byKind = new Map<string, KindPlan>();
  readonly #naming = new Map<string, ByField>();

  constructor(rules: readonly Rule[], settings: FileSettings, facts: FactContext) {
    const plain = { ...facts, options: noOptions };
    this.#rules = activeRules(rules, settings).map(({ rule, severity, isChosen, options }) => {
      const context = options === noOptions ? plain : { ...facts, options };
      return { rule, severity, isChosen, options, context };
    });
    this.ofSources = this.#rules.filter(({ rule }) => rule.checkSource ?? rule.checkText);
    this.ofSuppressions = this.#rules.filter(({ rule }) => rule.checkSuppression);
  }

  /** Whether a rule is on. */
  has(rule: Rule): boolean {
    return this.#rules.some((prepared) => prepared.rule === rule);
  }

  /** The rules on resources that name a kind, so that they are meant for objects of other groups, too. */
  naming(kind: string): ByField {
    let named = this.#naming.get(kind);
    if (!named) {
      named = byField(this.#rules.filter(({ rule }) => rule.check && rule.kinds.includes(kind)));
      this.#naming.set(kind, named);
    }
    return named;
  }

  of(kind: string): KindPlan {
    let plan = this.#byKind.get(kind);
    if (!plan) {
      const own = this.#rules.filter(({ rule: { kinds } }) => kinds.includes('*') || kinds.includes(kind));
      plan = {
        ofResources: byField(own.filter(({ rule }) => rule.check)),
        ofSchemas: own.filter(({ rule }) => rule.checkSchema),
        ofAdmission: byField(own.filter(({ rule }) => rule.checkAdmission)),
      };
      this.#byKind.set(kind, plan);
    }
    return plan;
  }
}

function byField(rules: readonly Prepared[]): ByField {
  const groups = groupBy(rules, ({ rule }) => rule.about ?? '');
  return [...groups].map(([about, group]) => [about === '' ? [] : about.split('.'), group]);
}
