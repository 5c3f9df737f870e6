import { toPointer } from '../manifest/path.ts';
import { type Changes, changesOf, isAsStored, type Pairing } from '../model/pairs.ts';
import { Project } from '../model/project.ts';
import { type Place, type Resource, resolvePlace } from '../model/resource.ts';
import type { SchemaCatalog } from '../model/schema-catalog.ts';
import type { Source } from '../model/source.ts';
import type { Suppression } from '../model/suppression.ts';
import { type Rule, urlOf } from '../rule/define-rule.ts';
import type { Finding, Fix, PositionRange, RawFix, ResourceIdentity, Summary, Suppressed } from '../rule/finding.ts';
import { compareText } from '../text/compare.ts';
import type { Range } from '../text/source.ts';
import type { Config } from './config.ts';
import { fingerprint, numbering, stablePath } from './fingerprint.ts';
import type { MeasureRule, Reported, RuleFault } from './panel.ts';
import { type Sources, validate } from './read.ts';
import { runRules } from './run-rules.ts';

/** Everything that a run depends on. Its sources are everything that is known: the index. */
export interface LintInput extends Sources {
  /** Which of the sources are reported on. */
  readonly isSubject: (source: Source) => boolean;
  /** Whether the run reports on a source at all, where this is only a part of it; without it, only on its subjects. */
  readonly isReported?: (source: Source) => boolean;
  /** What is applied already, so that changes of it can be judged. */
  readonly stored?: Sources;
  /** Which resource replaces which of the stored ones, where it is not kind, namespace and name that tell it. */
  readonly pairing?: Pairing;
  /** Report only on resources that are not stored yet, or differ from what is. */
  readonly onlyChanges?: boolean;
  /** Fingerprints of findings that are known, and kept out of the report. */
  readonly baseline?: ReadonlySet<string> | undefined;
  readonly rules: readonly Rule[];
  readonly schemas: SchemaCatalog;
  readonly config: Config;
  readonly measureRule?: MeasureRule | undefined;
}

/** What a run found, and which rules failed at it. */
export interface LintResult {
  readonly findings: readonly Finding[];
  /** Those that are kept out of the report, in the same order. */
  readonly suppressed: readonly Suppressed[];
  readonly faults: readonly RuleFault[];
  readonly resources: number;
  /** How the resources that are reported on differ from what is stored. */
  readonly changes: Changes;
}

/** Lints: rules over resources, then findings with their places, in order and without repetitions. */
export function lint(input: LintInput): LintResult {
  const { sources, schemas, kustomizations, stored, config } = input;
  const read = (one: Sources, before?: Project): Project =>
    new Project(one.sources, one.kustomizations, schemas, config.target, config.scope, validate, before, input.pairing);
  const before = stored && read(stored);
  const project = read({ sources, kustomizations }, before);
  const subjects = input.sources.filter(input.isSubject);
  const { reported, faults } = runRules(project, {
    ...input,
    sources: subjects,
    isReported: input.isReported ?? input.isSubject,
  });
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const own = subjects.flatMap((source) => project.of(source));
  const changes = changesOf(own, project, before?.resources ?? []);
  const unchanged = new Set(input.onlyChanges === true ? changes.unchanged : []);
  const isUnchanged = (subject: Resource): boolean =>
    unchanged.has(subject) || (input.onlyChanges === true && subject.isMerged && isAsStored(subject, project));
  const found = reported
    .filter(({ subject }) => !(subject && isUnchanged(subject)))
    .map((one) => ({ finding: toFinding(one, byPath), suppression: one.suppression }));
  // Of two that read alike, one that is not suppressed stays.
  found.sort((a, b) => inOrder(a.finding, b.finding) || Number(!!a.suppression) - Number(!!b.suppression));
  const unique = withoutRepetitions(found);
  const reports: Finding[] = [];
  const suppressed: Suppressed[] = [];
  for (const [index, finding] of distinguish(unique.map((one) => one.finding)).entries()) {
    const suppression = unique[index]?.suppression;
    if (suppression) suppressed.push(inSource(finding, suppression));
    else if (input.baseline?.has(finding.fingerprint)) suppressed.push({ finding, kind: 'external' });
    else reports.push(finding);
  }
  return {
    findings: reports,
    suppressed,
    faults,
    resources: own.length,
    changes,
  };
}

/** Counts a report's findings. */
export function summarize(findings: readonly Finding[], files: number, resources: number, suppressed = 0): Summary {
  const count = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    files,
    resources,
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    suppressed,
    fixable: findings.filter((finding) => finding.fix?.safe === true).length,
  };
}

function toFinding({ rule, severity, subject, raw }: Reported, byPath: ReadonlyMap<string, Source>): Finding {
  const { source, range, path } = resolvePlace(raw.at);
  const pointer = toPointer(path);
  const resource = subject && identify(subject);
  const fix = raw.fix && raw.fix.edits.length > 0 ? toFix(raw.fix, byPath) : undefined;
  // Where there is no resource, the name of the file is all that there is to go by: folders are moved and run from.
  const identity = resource
    ? [resource.apiVersion, resource.kind, resource.namespace ?? '', resource.name]
    : [source.path.slice(source.path.lastIndexOf('/') + 1)];
  // What is told of a merged object is the same wherever it is shown.
  const owner = 'resource' in raw.at ? (subject?.isMerged ? subject : raw.at.resource) : undefined;
  const stable = owner ? stablePath(owner.data.value, path) : path;
  return {
    rule: rule.id,
    severity,
    message: raw.message,
    file: source.path,
    range: positions(source, range),
    path: pointer,
    ...(resource && { resource }),
    related: (raw.related ?? []).map(({ at, message }) => ({ ...located(at), message })),
    help: raw.help ?? rule.remedy,
    url: urlOf(rule),
    ...(fix && { fix }),
    fingerprint: fingerprint([rule.id, ...identity, toPointer(stable)].join('\n')),
  };
}

function located(at: Place): { file: string; range: PositionRange } {
  const { source, range } = resolvePlace(at);
  return { file: source.path, range: positions(source, range) };
}

function identify(resource: Resource): ResourceIdentity {
  const { apiVersion, kind, namespace, name } = resource;
  return { apiVersion, kind, ...(namespace !== undefined && { namespace }), name };
}

function toFix(fix: RawFix, byPath: ReadonlyMap<string, Source>): Fix | undefined {
  const edits = fix.edits.flatMap(({ file, newText, ...range }) => {
    const source = byPath.get(file);
    return source ? [{ file, range: positions(source, range), newText }] : [];
  });
  return edits.length === fix.edits.length ? { title: fix.title, safe: fix.safe, edits } : undefined;
}

function positions({ lines }: Source, { start, end }: Range): PositionRange {
  return { start: { ...lines.position(start), offset: start }, end: { ...lines.position(end), offset: end } };
}

/** A finding, and what suppresses it. */
interface Found {
  readonly finding: Finding;
  readonly suppression: Suppression | undefined;
}

function inSource(finding: Finding, { request: { reason } }: Suppression): Suppressed {
  return { finding, kind: 'inSource', ...(reason !== undefined && { justification: reason }) };
}

function inOrder(a: Finding, b: Finding): number {
  return (
    compareText(a.file, b.file) ||
    a.range.start.offset - b.range.start.offset ||
    compareText(a.rule, b.rule) ||
    a.range.end.offset - b.range.end.offset ||
    compareText(a.message, b.message)
  );
}

function withoutRepetitions(found: readonly Found[]): Found[] {
  return found.filter(({ finding }, index) => {
    const before = found[index - 1]?.finding;
    return (
      before === undefined ||
      before.rule !== finding.rule ||
      before.file !== finding.file ||
      before.range.start.offset !== finding.range.start.offset ||
      before.message !== finding.message
    );
  });
}

/** Findings in their order, none with the fingerprint of another. */
export function distinguish(findings: readonly Finding[]): readonly Finding[] {
  const number = numbering();
  return findings.map((finding) => {
    const own = number(finding.fingerprint);
    return own === finding.fingerprint ? finding : { ...finding, fingerprint: own };
  });
}
