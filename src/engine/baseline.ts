import { Resource } from '../model/resource.ts';
import type { Source } from '../model/source.ts';
import type { Rule } from '../rule/define-rule.ts';
import type { Finding } from '../rule/finding.ts';
import { activeRules, type Config } from './config.ts';

/** A finding that was there when the baseline was made. The fingerprint tells it; the rest is for people, and says who can judge it. */
export interface BaselineEntry {
  /** Kind, namespace and name of the resource; for what belongs to none, the name of the file. */
  readonly where: string;
  readonly rule: string;
  /** RFC 6901 pointer inside the resource at that time. */
  readonly path: string;
  readonly fingerprint: string;
}

/** What a run looked at, so that it can tell what is mended from what it did not see. */
export interface Seen {
  /** Resources and files that were reported on, as entries call them. */
  readonly reported: ReadonlySet<string>;
  /** All that there is, if the run knows that. */
  readonly all: ReadonlySet<string> | undefined;
  readonly isOn: (rule: string) => boolean;
}

/** What a run over sources can tell, some of which it reports on; `isWhole` if it knows all that there is. */
export function seenBy(
  sources: readonly Source[],
  isSubject: (source: Source) => boolean,
  isWhole: boolean,
  rules: readonly Rule[],
  settingsOf: Config['settingsOf'],
): Seen {
  const subjects = sources.filter(isSubject);
  const settings = new Set(subjects.map(({ path }) => settingsOf(path)));
  const active = new Set([...settings].flatMap((one) => activeRules(rules, one).map(({ rule }) => rule.id)));
  return {
    reported: new Set(subjects.flatMap(allIn)),
    all: isWhole ? new Set(sources.flatMap(allIn)) : undefined,
    isOn: (rule) => active.has(rule),
  };
}

/** A file and its resources. */
function allIn(source: Source): string[] {
  const { resources, neighbours } = source.reading;
  const objects = [...resources, ...neighbours].map((data) => new Resource(source, data, false));
  return [whereOf(source.path), ...objects.map((object) => whereOf(source.path, object))];
}

/** What a baseline calls a resource, or the file of a finding that belongs to none. */
function whereOf(
  file: string,
  resource?: { readonly kind: string; readonly namespace?: string | undefined; readonly name: string },
): string {
  if (!resource) return file.slice(file.lastIndexOf('/') + 1);
  const { kind, namespace, name } = resource;
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

/** The entries whose finding is gone, as far as a run that came to some findings can tell. */
export function outdated(
  baseline: readonly BaselineEntry[],
  findings: readonly Finding[],
  { reported, all, isOn }: Seen,
): readonly BaselineEntry[] {
  const met = new Set(findings.map(({ fingerprint }) => fingerprint));
  return baseline.filter(({ fingerprint, rule, where }) => {
    if (met.has(fingerprint) || !isOn(rule)) return false;
    return reported.has(where) || (all !== undefined && !all.has(where));
  });
}

/** The baseline that has the findings of a run, and what that run could not judge; in one order, whatever the run's. */
export function renewed(
  baseline: readonly BaselineEntry[],
  findings: readonly Finding[],
  seen: Seen,
): readonly BaselineEntry[] {
  const gone = new Set(outdated(baseline, findings, seen));
  const entries = new Map(
    [...baseline.filter((entry) => !gone.has(entry)), ...findings.map(toEntry)].map((one) => [one.fingerprint, one]),
  );
  return [...entries.values()].sort(
    (a, b) =>
      compare(a.where, b.where) ||
      compare(a.rule, b.rule) ||
      compare(a.path, b.path) ||
      compare(a.fingerprint, b.fingerprint),
  );
}

function toEntry({ file, resource, rule, path, fingerprint }: Finding): BaselineEntry {
  return { where: whereOf(file, resource), rule, path, fingerprint };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
