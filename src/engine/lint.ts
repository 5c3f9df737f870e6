import { toPointer } from '../manifest/path.ts';
import { type Changes, changesOf, isAsStored, type Pairing } from '../model/pairs.ts';
import { Project } from '../model/project.ts';
import { type Place, type Resource, resolvePlace } from '../model/resource.ts';
import type { SchemaCatalog } from '../model/schema-catalog.ts';
import type { Source } from '../model/source.ts';
import { docsUrl, type Rule } from '../rule/define-rule.ts';
import type { Finding, Fix, PositionRange, RawFix, ResourceIdentity, Summary } from '../rule/finding.ts';
import type { Range } from '../text/source.ts';
import type { Config } from './config.ts';
import { fingerprint } from './fingerprint.ts';
import { type Sources, validate } from './read.ts';
import { type Reported, type RuleFault, runRules } from './run-rules.ts';

/** Everything that a run depends on. Its sources are everything that is known: the index. */
export interface LintInput extends Sources {
  /** Which of the sources are reported on. */
  readonly isSubject: (source: Source) => boolean;
  /** What is applied already, so that changes of it can be judged. */
  readonly stored?: Sources;
  /** Which resource replaces which of the stored ones, where it is not kind, namespace and name that tell it. */
  readonly pairing?: Pairing;
  /** Report only on resources that are not stored yet, or differ from what is. */
  readonly onlyChanges?: boolean;
  readonly rules: readonly Rule[];
  readonly schemas: SchemaCatalog;
  readonly config: Config;
}

/** What a run found, and which rules failed at it. */
export interface LintResult {
  readonly findings: readonly Finding[];
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
  const { reported, faults } = runRules(project, subjects, input.rules, input.config);
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const own = subjects.flatMap((source) => project.of(source));
  const changes = changesOf(own, project, before?.resources ?? []);
  const unchanged = new Set(input.onlyChanges === true ? changes.unchanged : []);
  const isUnchanged = (subject: Resource): boolean =>
    unchanged.has(subject) || (input.onlyChanges === true && subject.parts.length > 1 && isAsStored(subject, project));
  const findings = reported
    .filter(({ subject }) => !(subject && isUnchanged(subject)))
    .map((one) => toFinding(one, byPath));
  findings.sort(
    (a, b) =>
      compare(a.file, b.file) ||
      a.range.start.offset - b.range.start.offset ||
      compare(a.rule, b.rule) ||
      a.range.end.offset - b.range.end.offset ||
      compare(a.message, b.message),
  );
  return {
    findings: distinguish(withoutRepetitions(findings)),
    faults,
    resources: own.length,
    changes,
  };
}

/** Counts a report's findings. */
export function summarize(findings: readonly Finding[], files: number, resources: number): Summary {
  const count = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    files,
    resources,
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    suppressed: 0,
    fixable: findings.filter((finding) => finding.fix?.safe === true).length,
  };
}

function toFinding({ rule, severity, subject, raw }: Reported, byPath: ReadonlyMap<string, Source>): Finding {
  const { source, range, path } = resolvePlace(raw.at);
  const pointer = toPointer(path);
  const resource = subject && identify(subject);
  const fix = raw.fix && raw.fix.edits.length > 0 ? toFix(raw.fix, byPath) : undefined;
  const identity = resource
    ? [resource.apiVersion, resource.kind, resource.namespace ?? '', resource.name]
    : [source.path];
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
    url: docsUrl(rule.id),
    ...(fix && { fix }),
    fingerprint: fingerprint([rule.id, ...identity, pointer].join('\n')),
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

function withoutRepetitions(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding, index) => {
    const before = findings[index - 1];
    return (
      before === undefined ||
      before.rule !== finding.rule ||
      before.file !== finding.file ||
      before.range.start.offset !== finding.range.start.offset ||
      before.message !== finding.message
    );
  });
}

/** Findings that would share a fingerprint are numbered in their order. */
function distinguish(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const count = (seen.get(finding.fingerprint) ?? 0) + 1;
    seen.set(finding.fingerprint, count);
    return count === 1 ? finding : { ...finding, fingerprint: fingerprint(`${finding.fingerprint}\n${count}`) };
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
