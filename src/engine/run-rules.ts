import { admitted } from '../facts/effective.ts';
import type { Project } from '../model/project.ts';
import type { Resource } from '../model/resource.ts';
import type { Source } from '../model/source.ts';
import type { Suppression } from '../model/suppression.ts';
import type { Rule } from '../rule/define-rule.ts';
import { createFacts, type FactContext } from '../rule/fact.ts';
import type { RawFinding, Severity } from '../rule/finding.ts';
import { checkAdmission } from './check-admission.ts';
import { type Config, type FileSettings, isInPresets, isServerOnly } from './config.ts';
import { type ByField, type Findings, type KindPlan, Plan, type Prepared } from './plan.ts';
import { judge, namesOf, suppressionsIn } from './suppress.ts';

/** A rule's finding with what the engine knows of it. */
export interface Reported {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly source: Source;
  readonly subject: Resource | undefined;
  readonly raw: RawFinding;
  /** What keeps it out of the report. */
  readonly suppression?: Suppression | undefined;
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

/** Applies every rule that is on to every subject of the given sources. A rule that throws does not keep others from running. */
export function runRules(
  project: Project,
  sources: readonly Source[],
  rules: readonly Rule[],
  config: Config,
  measureRule?: MeasureRule,
): { readonly reported: readonly Reported[]; readonly faults: readonly RuleFault[] } {
  const facts = createFacts(project);
  const reported: Reported[] = [];
  const faults: RuleFault[] = [];
  const names = namesOf(rules);
  const { index, world, now } = project.scope;
  const seesAll = index !== 'none' || world === 'closed';
  const inTarget = rules.filter((rule) => isMeantFor(rule, project));
  const plans = new Map<FileSettings, Plan>();
  for (const source of sources) {
    const settings = config.settingsOf(source.path);
    let plan = plans.get(settings);
    if (!plan) plans.set(settings, (plan = new Plan(inTarget, settings, facts)));
    const serverOnly = isServerOnly(settings);
    const refused = new Set<Resource>();
    const own: Reported[] = [];
    const withheld: Reported[] = [];
    const faulty = new Set<Rule>();
    const run: Run = (prepared, subject, check) => {
      const { rule, severity, isChosen } = prepared;
      try {
        const said = measureRule ? measureRule(rule, () => inFull(check(prepared, subject))) : check(prepared, subject);
        if (said === undefined) return;
        for (const raw of Symbol.iterator in said ? said : [said]) {
          const isBeyond = raw.preset && !isChosen && !isInPresets(raw.preset, settings);
          const actual = isChosen ? severity : severityOf(raw, severity, subject);
          const into = isBeyond || (raw.isOurs === true && serverOnly) ? withheld : own;
          into.push({ rule, severity: actual, source, subject, raw });
        }
      } catch (error) {
        faulty.add(rule);
        faults.push(new RuleFault(rule, source.path, error));
      }
    };
    const subjects = project.of(source);
    for (const prepared of plan.ofSources) checkSource(prepared, source, subjects, run);
    for (const subject of subjects) checkResource(plan.of(subject.kind), subject, facts, run, refused);
    for (const neighbour of project.neighboursOf(source)) checkFields(plan.naming(neighbour.kind), neighbour, run);
    const kept = serverOnly ? withoutLostWarnings(own, refused, project) : own;
    const suppressions = suppressionsIn(source, [...subjects, ...project.neighboursOf(source)]);
    if (suppressions.length === 0) {
      for (const one of kept) reported.push(one);
      continue;
    }
    const active = plan;
    const { suppressed, problems } = judge(suppressions, {
      raised: [...own, ...withheld],
      names,
      isCertain: (rule) => seesAll && active.has(rule) && !faulty.has(rule) && rule.looksAtStored !== true,
      today: now.toISOString().slice(0, 10),
    });
    for (const one of kept) reported.push({ ...one, suppression: suppressed.get(one) });
    const others = own.length;
    for (const problem of problems)
      for (const prepared of plan.ofSuppressions)
        run(prepared, problem.subject, () => prepared.rule.checkSuppression?.(problem, prepared.context));
    for (const one of own.slice(others)) reported.push(one);
  }
  return { reported, faults };
}

/**
 * Some requests are refused without the warnings that the webhook has for them, too. Those on annotations, which
 * all kinds have in common, stay.
 */
function withoutLostWarnings(
  reported: readonly Reported[],
  refused: ReadonlySet<Resource>,
  project: Project,
): readonly Reported[] {
  const { losesWarningsOf } = project.schemas.operator(project.target);
  return reported.filter(({ rule, severity, subject, raw }) => {
    const isCommon = 'resource' in raw.at && raw.at.path[0] === 'metadata';
    if (!subject || severity === 'error' || !rule.checkAdmission || isCommon || !refused.has(subject)) return true;
    return !losesWarningsOf.includes(`${project.storedOf(subject) ? 'update' : 'create'} ${subject.kind}`);
  });
}

/** Asks a rule about a subject, and keeps what it says. There are many to ask, so that what asks is not made anew for each. */
type Run = <S extends Resource | undefined>(
  prepared: Prepared,
  subject: S,
  check: (prepared: Prepared, subject: S) => Findings,
) => void;

/** What a rule says bit by bit is work of its own. */
function inFull(said: Findings): Findings {
  return said !== undefined && Symbol.iterator in said ? [...said] : said;
}

function check({ rule, context }: Prepared, subject: Resource): Findings {
  return rule.check?.(subject, context);
}

function checkFields(rules: ByField, subject: Resource, run: Run): void {
  for (const [about, group] of rules)
    if (subject.has(...about)) for (const prepared of group) run(prepared, subject, check);
}

function checkSource(prepared: Prepared, source: Source, subjects: readonly Resource[], run: Run): void {
  const { rule, context } = prepared;
  if (rule.checkSource) run(prepared, undefined, () => rule.checkSource?.(source, context));
  if (!rule.checkText) return;
  for (const problem of source.reading.problems) {
    const subject = subjects.find(({ data }) => data.document === problem.document);
    run(prepared, subject, () => rule.checkText?.(problem, source, context));
  }
}

function checkResource(rules: KindPlan, subject: Resource, facts: FactContext, run: Run, refused: Set<Resource>): void {
  checkFields(rules.ofResources, subject, run);
  for (const problem of subject.problems) {
    // What a part of an object lacks, or sets to null to delete it, is for the whole to judge.
    const { code, expected } = problem;
    const isLack = code === 'missing-field' || code === 'filled-in' || expected['found'] === 'null';
    if (subject.isPartial && isLack) continue;
    for (const prepared of rules.ofSchemas)
      run(prepared, subject, () => prepared.rule.checkSchema?.(problem, subject, prepared.context));
  }
  const object = rules.ofAdmission.length === 0 ? undefined : facts.fact(admitted, subject);
  if (!object) return;
  const stored = facts.project.storedOf(subject);
  const judge = (prepared: Prepared): Findings => checkAdmission(prepared, { object, subject, stored }, refused);
  for (const [about, group] of rules.ofAdmission)
    if (object.has(...about)) for (const prepared of group) run(prepared, subject, judge);
}

/** A case may differ from its rule, and what only a placeholder's default says is at most a warning. */
function severityOf(raw: RawFinding, ofRule: Severity, subject: Resource | undefined): Severity {
  const own = raw.severity ?? ofRule;
  const isAssumed = subject && 'resource' in raw.at && raw.at.resource.isAssumed(...raw.at.path);
  return isAssumed && own === 'error' ? 'warning' : own;
}

/** Whether a rule is meaningful for a target; versions are compared by their place in the catalog's list, oldest first. */
export function isMeantFor({ since, until }: Rule, { schemas, target }: Pick<Project, 'schemas' | 'target'>): boolean {
  const place = (minor: string): number => schemas.cnpgVersions.indexOf(minor);
  const at = place(target.cnpg);
  return (since === undefined || at >= place(since)) && (until === undefined || at <= place(until));
}
