import { admitted } from '../facts/effective.ts';
import type { Resource } from '../model/resource.ts';
import type { Source } from '../model/source.ts';
import type { Suppression } from '../model/suppression.ts';
import type { Rule } from '../rule/define-rule.ts';
import type { FactContext } from '../rule/fact.ts';
import type { RawFinding, Severity } from '../rule/finding.ts';
import { groupBy } from '../values/lists.ts';
import { checkAdmission } from './check-admission.ts';
import { type FileSettings, isInPresets, isServerOnly } from './config.ts';
import { type ByField, each, type Findings, type KindPlan, Plan, type Prepared } from './plan.ts';

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

/** A resource to ask about, and where what is said of it goes. */
export interface Case {
  readonly subject: Resource;
  readonly said: Said;
  readonly ask: Ask;
}

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
        for (const raw of each(all)) {
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

  /** Asks about resources. */
  check(cases: readonly Case[]): void {
    for (const [kind, own] of groupBy(cases, kindOf)) checkResources(this.plan.of(kind), own, this.#session.facts);
  }

  /** Asks those rules about objects of others that name their kind. */
  checkNamed(cases: readonly Case[]): void {
    for (const [kind, own] of groupBy(cases, kindOf)) checkFields(this.plan.naming(kind), own);
  }

  /** What is said of a resource by itself, once for all who want to know. */
  about(subject: Resource): Verdict {
    let verdict = this.#known.get(subject);
    if (!verdict) {
      const said = nothingSaid();
      this.check([{ subject, said, ask: this.into(said, subject.source) }]);
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
  return said && [...each(said)];
}

function check({ rule, context }: Prepared, subject: Resource): Findings {
  return rule.check?.(subject, context);
}

function kindOf({ subject }: Case): string {
  return subject.kind;
}

/** Rule by rule, not case by case: see `atOnce`. */
function checkFields(rules: ByField, cases: readonly Case[]): void {
  for (const [about, group] of rules) {
    const concerned = about.length === 0 ? cases : cases.filter(({ subject }) => subject.has(...about));
    for (const prepared of group) for (const { subject, ask } of concerned) ask(prepared, subject, check);
  }
}

function checkResources(rules: KindPlan, cases: readonly Case[], facts: FactContext): void {
  checkFields(rules.ofResources, cases);
  for (const one of cases) checkSchema(rules.ofSchemas, one);
  if (rules.ofAdmission.length > 0)
    checkRequests(
      rules.ofAdmission,
      cases.flatMap((one) => requestOf(one, facts) ?? []),
    );
}

function checkSchema(rules: readonly Prepared[], { subject, ask }: Case): void {
  for (const problem of subject.problems) {
    // What a part of an object lacks, or sets to null to delete it, is for the whole to judge.
    const { code, expected } = problem;
    const isLack = code === 'missing-field' || code === 'filled-in' || expected['found'] === 'null';
    if (subject.isPartial && isLack) continue;
    for (const prepared of rules)
      ask(prepared, subject, () => prepared.rule.checkSchema?.(problem, subject, prepared.context));
  }
}

/** A resource as it is applied. */
interface RequestCase extends Case {
  readonly object: Resource;
  readonly judge: (prepared: Prepared) => Findings;
}

function requestOf({ subject, said, ask }: Case, facts: FactContext): RequestCase | undefined {
  const object = facts.fact(admitted, subject);
  if (!object) return undefined;
  const request = { object, subject, stored: facts.project.storedOf(subject) };
  return { subject, said, ask, object, judge: (prepared) => checkAdmission(prepared, request, said.refused) };
}

function checkRequests(rules: ByField, requests: readonly RequestCase[]): void {
  for (const [about, group] of rules) {
    const concerned = about.length === 0 ? requests : requests.filter(({ object }) => object.has(...about));
    for (const prepared of group) for (const { subject, ask, judge } of concerned) ask(prepared, subject, judge);
  }
}

/** A case may differ from its rule, and what only a placeholder's default says is at most a warning. */
function severityOf(raw: RawFinding, ofRule: Severity, subject: Resource | undefined): Severity {
  const own = raw.severity ?? ofRule;
  const isAssumed = subject && 'resource' in raw.at && raw.at.resource.isAssumed(...raw.at.path);
  return isAssumed && own === 'error' ? 'warning' : own;
}
