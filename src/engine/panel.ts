import { admitted } from '../facts/effective.ts';
import type { Resource } from '../model/resource.ts';
import type { Source } from '../model/source.ts';
import type { Suppression } from '../model/suppression.ts';
import type { Rule } from '../rule/define-rule.ts';
import type { FactContext } from '../rule/fact.ts';
import type { RawFinding, Severity } from '../rule/finding.ts';
import { checkAdmission } from './check-admission.ts';
import { type FileSettings, isInPresets, isServerOnly } from './config.ts';
import { type ByField, type Findings, type KindPlan, Plan, type Prepared } from './plan.ts';

/** A rule's finding with what the engine knows of it. */
export interface Reported {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly subject: Resource | undefined;
  readonly raw: RawFinding;
  /** What keeps it out of the report. */
  readonly suppression?: Suppression | undefined;
}

/** What rules say of something. */
export interface Said {
  readonly own: Reported[];
  /** What is not for the report, and yet shows that a suppression is of use. */
  readonly withheld: Reported[];
  /** The same, of what is said of objects that resources of the file are merged into, and stands in other files. */
  readonly elsewhere: Reported[];
  readonly refused: Set<Resource>;
  /** Rules that failed at it. */
  readonly faulty: Set<Rule>;
}

/** What is said of one resource. */
export interface Verdict {
  readonly own: readonly Reported[];
  readonly withheld: readonly Reported[];
  readonly faulty: ReadonlySet<Rule>;
}

export function nothingSaid(): Said {
  return { own: [], withheld: [], elsewhere: [], refused: new Set(), faulty: new Set() };
}

/** A fault of a rule itself, or of cnpg-lint: never the user's. */
export class RuleFault extends Error {
  constructor(rule: Rule, file: string, cause: unknown) {
    super(`rule ${rule.id} failed on ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'RuleFault';
  }
}

/** Does a piece of a rule's work, and may watch how long it takes. */
export type MeasureRule = <T>(rule: Rule, work: () => T) => T;

/** Asks a rule about a subject, and keeps what it says. There are many to ask, so that what asks is not made anew for each. */
export type Ask = <S extends Resource | undefined>(
  prepared: Prepared,
  subject: S,
  check: (prepared: Prepared, subject: S) => Findings,
) => void;

/** What panels of one run have in common. */
export interface Session {
  readonly facts: FactContext;
  /** Where faults are put. */
  readonly faults: RuleFault[];
  readonly measureRule: MeasureRule | undefined;
}

/** The rules that settings switch on, and what they say. A rule that throws does not keep others from being asked. */
export class Panel {
  readonly plan: Plan;
  readonly #settings: FileSettings;
  readonly #isServerOnly: boolean;
  readonly #session: Session;
  readonly #known = new Map<Resource, Verdict>();

  constructor(rules: readonly Rule[], settings: FileSettings, session: Session) {
    this.plan = new Plan(rules, settings, session.facts);
    this.#settings = settings;
    this.#isServerOnly = isServerOnly(settings);
    this.#session = session;
  }

  /** Something that asks rules about what is in a file, and notes what they say. */
  into(said: Said, source: Source): Ask {
    const { faults, measureRule } = this.#session;
    return (prepared, subject, check) => {
      const { rule, severity, isChosen } = prepared;
      try {
        const all = measureRule ? measureRule(rule, () => inFull(check(prepared, subject))) : check(prepared, subject);
        if (all === undefined) return;
        for (const raw of Symbol.iterator in all ? all : [all]) {
          const isBeyond = raw.preset && !isChosen && !isInPresets(raw.preset, this.#settings);
          const actual = isChosen ? severity : severityOf(raw, severity, subject);
          const list = isBeyond || (raw.isOurs === true && this.#isServerOnly) ? said.withheld : said.own;
          list.push({ rule, severity: actual, subject, raw });
        }
      } catch (error) {
        said.faulty.add(rule);
        faults.push(new RuleFault(rule, source.path, error));
      }
    };
  }

  /** Asks about a resource. */
  check(subject: Resource, ask: Ask, { refused }: Said): void {
    checkResource(this.plan.of(subject.kind), subject, this.#session.facts, ask, refused);
  }

  /** What is said of a resource by itself, once for all who want to know. */
  about(subject: Resource): Verdict {
    let verdict = this.#known.get(subject);
    if (!verdict) {
      const said = nothingSaid();
      this.check(subject, this.into(said, subject.source), said);
      const own = this.kept(said);
      const lost = said.own.filter((one) => !own.includes(one));
      this.#known.set(subject, (verdict = { own, withheld: [...said.withheld, ...lost], faulty: said.faulty }));
    }
    return verdict;
  }

  /** What of that is for the report. */
  kept({ own, refused }: Said): readonly Reported[] {
    return this.#isServerOnly ? withoutLostWarnings(own, refused, this.#session.facts) : own;
  }
}

/**
 * Some requests are refused without the warnings that the webhook has for them, too. Those on annotations, which
 * all kinds have in common, stay.
 */
function withoutLostWarnings(
  reported: readonly Reported[],
  refused: ReadonlySet<Resource>,
  { project }: FactContext,
): readonly Reported[] {
  const { losesWarningsOf } = project.schemas.operator(project.target);
  return reported.filter(({ rule, severity, subject, raw }) => {
    const isCommon = 'resource' in raw.at && raw.at.path[0] === 'metadata';
    if (!subject || severity === 'error' || !rule.checkAdmission || isCommon || !refused.has(subject)) return true;
    return !losesWarningsOf.includes(`${project.storedOf(subject) ? 'update' : 'create'} ${subject.kind}`);
  });
}

/** What a rule says bit by bit is work of its own. */
function inFull(said: Findings): Findings {
  return said !== undefined && Symbol.iterator in said ? [...said] : said;
}

function check({ rule, context }: Prepared, subject: Resource): Findings {
  return rule.check?.(subject, context);
}

export function checkFields(rules: ByField, subject: Resource, ask: Ask): void {
  for (const [about, group] of rules)
    if (subject.has(...about)) for (const prepared of group) ask(prepared, subject, check);
}

function checkResource(rules: KindPlan, subject: Resource, facts: FactContext, ask: Ask, refused: Set<Resource>): void {
  checkFields(rules.ofResources, subject, ask);
  for (const problem of subject.problems) {
    // What a part of an object lacks, or sets to null to delete it, is for the whole to judge.
    const { code, expected } = problem;
    const isLack = code === 'missing-field' || code === 'filled-in' || expected['found'] === 'null';
    if (subject.isPartial && isLack) continue;
    for (const prepared of rules.ofSchemas)
      ask(prepared, subject, () => prepared.rule.checkSchema?.(problem, subject, prepared.context));
  }
  const object = rules.ofAdmission.length === 0 ? undefined : facts.fact(admitted, subject);
  if (!object) return;
  const stored = facts.project.storedOf(subject);
  const judge = (prepared: Prepared): Findings => checkAdmission(prepared, { object, subject, stored }, refused);
  for (const [about, group] of rules.ofAdmission)
    if (object.has(...about)) for (const prepared of group) ask(prepared, subject, judge);
}

/** A case may differ from its rule, and what only a placeholder's default says is at most a warning. */
function severityOf(raw: RawFinding, ofRule: Severity, subject: Resource | undefined): Severity {
  const own = raw.severity ?? ofRule;
  const isAssumed = subject && 'resource' in raw.at && raw.at.resource.isAssumed(...raw.at.path);
  return isAssumed && own === 'error' ? 'warning' : own;
}
