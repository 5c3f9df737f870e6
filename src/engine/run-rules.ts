import { admitted, effective } from '../facts/effective.ts';
import { schemaRefuses } from '../facts/schema-refuses.ts';
import { shownValue } from '../facts/shown-value.ts';
import type { Path } from '../manifest/path.ts';
import type { Project } from '../model/project.ts';
import type { Resource } from '../model/resource.ts';
import type { Source } from '../model/source.ts';
import { type Rule, type RuleContext, severityOfConsequence } from '../rule/define-rule.ts';
import { createFacts, type FactContext } from '../rule/fact.ts';
import type { RawFinding, Severity } from '../rule/finding.ts';
import { canonicalJson } from '../values/canonical-json.ts';
import { type ActiveRule, activeRules, type Config, type FileSettings, isServerOnly } from './config.ts';

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
  const inTarget = rules.filter((rule) => meantFor(rule, project));
  const prepared = new Map<FileSettings, readonly Prepared[]>();
  for (const source of sources) {
    const settings = config.settingsOf(source.path);
    let active = prepared.get(settings);
    if (!active) prepared.set(settings, (active = prepare(inTarget, settings, facts)));
    const serverOnly = isServerOnly(settings);
    const own: Reported[] = [];
    const refused = new Set<Resource>();
    for (const prepared of active) {
      const { rule, severity, isChosen } = prepared;
      try {
        for (const [subject, raw] of check(prepared, source, project, refused)) {
          if (raw.isOurs === true && serverOnly) continue;
          const actual = isChosen ? severity : severityOf(raw, severity, subject);
          own.push({ rule, severity: actual, source, subject, raw });
        }
      } catch (error) {
        faults.push(new RuleFault(rule, source.path, error));
      }
    }
    reported.push(...(serverOnly ? withoutLostWarnings(own, refused, project) : own));
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

type Context = RuleContext<Readonly<Record<string, unknown>>>;

interface Prepared extends ActiveRule {
  readonly context: Context;
  readonly about: Path;
}

function prepare(rules: readonly Rule[], settings: FileSettings, facts: FactContext): readonly Prepared[] {
  return activeRules(rules, settings).map((active) => ({
    ...active,
    context: { ...facts, options: active.options },
    about: active.rule.about?.split('.') ?? [],
  }));
}

type Checked = readonly [Resource | undefined, RawFinding];

function check(prepared: Prepared, source: Source, project: Project, refused: Set<Resource>): readonly Checked[] {
  const { rule, context } = prepared;
  const found: Checked[] = [];
  const add = (subject: Resource | undefined, findings: RawFinding | Iterable<RawFinding> | undefined): void => {
    for (const raw of each(findings)) found.push([subject, raw]);
  };
  if (rule.checkSource) add(undefined, rule.checkSource(source, context));
  if (rule.checkText)
    for (const problem of source.reading.problems) {
      const subject = project.of(source).find(({ data }) => data.document === problem.document);
      add(subject, rule.checkText(problem, source, context));
    }
  if (!rule.check && !rule.checkSchema && !rule.checkAdmission) return found;
  for (const subject of project.of(source)) {
    if (!rule.kinds.includes('*') && !rule.kinds.includes(subject.kind)) continue;
    if (rule.check) add(subject, rule.check(subject, context));
    if (rule.checkAdmission) add(subject, checkAdmission(prepared, subject, project, refused));
    if (!rule.checkSchema) continue;
    for (const problem of subject.problems) {
      // What a part of an object lacks, or sets to null to delete it, is for the whole to judge.
      const { code, expected } = problem;
      const isLack = code === 'missing-field' || code === 'filled-in' || expected['found'] === 'null';
      if (!(subject.isPartial && isLack)) add(subject, rule.checkSchema(problem, subject, context));
    }
  }
  return found;
}

/**
 * What the webhook says, apart from its refusals of what the schema refuses already: those follow from that. Whatever it
 * refuses is added to `refused`.
 */
function checkAdmission(
  { rule, context, about }: Prepared,
  subject: Resource,
  project: Project,
  refused: Set<Resource>,
): RawFinding[] {
  const object = context.fact(admitted, subject);
  if (!object?.has(...about)) return [];
  const stored = project.storedOf(subject);
  const findings = [...each(rule.checkAdmission?.(object, context, stored && context.fact(effective, stored)))];
  if (findings.some((finding) => finding.isOurs !== true && isRefusal(rule, finding))) refused.add(subject);
  return (
    findings
      .filter(
        (finding) => !(isRefusal(rule, finding) && 'resource' in finding.at && schemaRefuses(subject, finding.at.path)),
      )
      // The operator warns of nothing where it cannot even read the object.
      .filter((finding) => isRefusal(rule, finding) || !subject.problems.some(({ isUnreadable }) => isUnreadable))
      .map((finding) => (stored ? withStoredPlace(finding, subject, stored) : finding))
  );
}

/** A finding about a value that a change brings shows the one that it replaces, too. */
function withStoredPlace(finding: RawFinding, subject: Resource, stored: Resource): RawFinding {
  const { at, related = [] } = finding;
  const isShown = related.some((one) => 'resource' in one.at && one.at.resource.source === stored.source);
  if (isShown || !('resource' in at)) return finding;
  const old = stored.value(...at.path);
  if (canonicalJson(old) === canonicalJson(subject.value(...at.path))) return finding;
  const message = stored.has(...at.path) ? `It was ${shownValue(stored, at.path)}` : 'It was not set';
  return { ...finding, related: [...related, { at: stored.at(...at.path), message }] };
}

function isRefusal(rule: Rule, { severity }: RawFinding): boolean {
  return (severity ?? severityOfConsequence[rule.consequence]) === 'error' && rule.serverSeverity === undefined;
}

function each(findings: RawFinding | Iterable<RawFinding> | undefined): Iterable<RawFinding> {
  if (findings === undefined) return [];
  return Symbol.iterator in findings ? findings : [findings];
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
