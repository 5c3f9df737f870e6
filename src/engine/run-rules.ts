import { admitted } from '../facts/effective.ts';
import type { Project } from '../model/project.ts';
import type { Resource } from '../model/resource.ts';
import type { Source } from '../model/source.ts';
import type { Rule } from '../rule/define-rule.ts';
import { createFacts, type FactContext } from '../rule/fact.ts';
import type { RawFinding, Severity } from '../rule/finding.ts';
import { checkAdmission } from './check-admission.ts';
import { type Config, type FileSettings, isInPresets, isServerOnly } from './config.ts';
import { judgeMerged } from './judge-merged.ts';
import { type Findings, type KindPlan, Plan, type Prepared } from './plan.ts';

/** A rule's finding with what the engine knows of it. */
export interface Reported {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly source: Source;
  readonly subject: Resource | undefined;
  readonly raw: RawFinding;
}

/** A fault of a rule itself, or of cnpg-lint: never the user's. */
export class RuleFault extends Error {
  constructor(rule: Rule, file: string, cause: unknown) {
    super(`rule ${rule.id} failed on ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'RuleFault';
  }
}

/** Applies every rule that is on to every subject of the given sources. A rule that throws does not keep others from running. */
export function runRules(
  project: Project,
  sources: readonly Source[],
  rules: readonly Rule[],
  config: Config,
): { readonly reported: readonly Reported[]; readonly faults: readonly RuleFault[] } {
  const facts = createFacts(project);
  const reported: Reported[] = [];
  const faults: RuleFault[] = [];
  const given = new Set(sources);
  const isGiven = ({ source }: Resource): boolean => given.has(source);
  const inTarget = rules.filter((rule) => meantFor(rule, project));
  const plans = new Map<FileSettings, { readonly plan: Plan; readonly judged: Map<Resource, readonly Reported[]> }>();
  for (const source of sources) {
    const settings = config.settingsOf(source.path);
    let known = plans.get(settings);
    if (!known) plans.set(settings, (known = { plan: new Plan(inTarget, settings, facts), judged: new Map() }));
    const { plan, judged } = known;
    const serverOnly = isServerOnly(settings);
    const runInto =
      (own: Reported[]): Run =>
      (prepared, subject, check) => {
        const { rule, severity, isChosen } = prepared;
        try {
          for (const raw of each(check())) {
            if (raw.isOurs === true && serverOnly) continue;
            if (raw.preset && !isChosen && !isInPresets(raw.preset, settings)) continue;
            const actual = isChosen ? severity : severityOf(raw, severity, subject);
            own.push({ rule, severity: actual, source: subject?.source ?? source, subject, raw });
          }
        } catch (error) {
          faults.push(new RuleFault(rule, source.path, error));
        }
      };
    const judge = (subject: Resource): readonly Reported[] => {
      const found: Reported[] = [];
      const refused = new Set<Resource>();
      checkResource(plan.of(subject.kind), subject, facts, runInto(found), refused);
      return serverOnly ? withoutLostWarnings(found, refused, project) : found;
    };
    const judgeOnce = (subject: Resource): readonly Reported[] => {
      let found = judged.get(subject);
      if (!found) judged.set(subject, (found = judge(subject)));
      return found;
    };
    const run = runInto(reported);
    const subjects = project.of(source);
    for (const prepared of plan.ofSources) checkSource(prepared, source, subjects, run);
    for (const subject of subjects) {
      const outcome = project.outcomeOf(subject);
      reported.push(
        ...(outcome.merged.length === 0 ? judge(subject) : judgeMerged(subject, outcome, judgeOnce, isGiven)),
      );
    }
    for (const neighbour of project.neighboursOf(source))
      for (const prepared of plan.naming(neighbour.kind))
        run(prepared, neighbour, () => prepared.rule.check?.(neighbour, prepared.context));
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

type Run = (prepared: Prepared, subject: Resource | undefined, check: () => Findings) => void;

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
  for (const prepared of rules.ofResources)
    run(prepared, subject, () => prepared.rule.check?.(subject, prepared.context));
  for (const problem of subject.problems) {
    // What a part of an object lacks, or sets to null to delete it, is for the whole to judge.
    const { code, expected } = problem;
    const isLack = code === 'missing-field' || code === 'filled-in' || expected['found'] === 'null';
    if (subject.isPartial && isLack) continue;
    for (const prepared of rules.ofSchemas)
      run(prepared, subject, () => prepared.rule.checkSchema?.(problem, subject, prepared.context));
  }
  const object = rules.ofAdmission.length === 0 ? undefined : facts.fact(admitted, subject);
  for (const [about, group] of object ? rules.ofAdmission : []) {
    if (!object?.has(...about)) continue;
    for (const prepared of group) run(prepared, subject, () => checkAdmission(prepared, object, subject, refused));
  }
}

/** A case may differ from its rule, and what only a placeholder's default says is at most a warning. */
function severityOf(raw: RawFinding, ofRule: Severity, subject: Resource | undefined): Severity {
  const own = raw.severity ?? ofRule;
  const isAssumed = subject && 'resource' in raw.at && raw.at.resource.isAssumed(...raw.at.path);
  return isAssumed && own === 'error' ? 'warning' : own;
}

/** Versions are compared by their place in the catalog's list, oldest first. */
function meantFor({ since, until }: Rule, { schemas, target }: Project): boolean {
  const place = (minor: string): number => schemas.cnpgVersions.indexOf(minor);
  const at = place(target.cnpg);
  return (since === undefined || at >= place(since)) && (until === undefined || at <= place(until));
}

function each(findings: Findings): Iterable<RawFinding> {
  if (findings === undefined) return [];
  return Symbol.iterator in findings ? findings : [findings];
}
