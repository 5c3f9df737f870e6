import { type Resource, resolvePlace, sourceOf } from '../model/resource.ts';
import type { Source } from '../model/source.ts';
import type { Suppression } from '../model/suppression.ts';
import { inAnnotations } from '../model/suppression-annotations.ts';
import { inComments } from '../model/suppression-comments.ts';
import type { Rule } from '../rule/define-rule.ts';
import type { RawFinding } from '../rule/finding.ts';
import type { SuppressionProblem } from '../rule/suppression-problem.ts';
import { didYouMean } from '../text/nearest.ts';
import { addTo } from '../values/lists.ts';
import { rulesByName } from './config.ts';

/** The suppressions in a file, whose objects are given. Nearly all files have none, which a look at the text tells. */
export function suppressionsIn(source: Source, objects: readonly Resource[]): readonly Suppression[] {
  if (!source.file.text.includes('cnpg-lint')) return [];
  return [...inComments(source, objects), ...objects.flatMap(inAnnotations)];
}

/** By name, alias and `category/*`, the rules that a suppression can name. */
export type RuleNames = ReadonlyMap<string, readonly Rule[]>;

export function suppressible(rules: readonly Rule[]): RuleNames {
  const byName = rulesByName(rules);
  // Nobody suppresses everything at once.
  byName.delete('*');
  return byName;
}

/** A rule's finding, whether or not it is reported. */
interface Raised {
  readonly rule: Rule;
  readonly subject: Resource | undefined;
  readonly raw: RawFinding;
}

/** What decides whether a suppression holds. */
export interface Ruling {
  readonly names: RuleNames;
  /** Such as 2026-11-26. */
  readonly today: string;
}

/** What suppressions are judged by. */
export interface Grounds<F extends Raised> extends Ruling {
  /** All findings in the file, those among them that are not reported, too: they show that a suppression is of use. */
  readonly raised: readonly F[];
  /** Those on objects that resources of the file are merged into, and that stand in other files: annotations are about them, too. */
  readonly elsewhere: readonly F[];
  /** Whether a rule would have a finding wherever there is cause for one. */
  readonly isCertain: (rule: Rule) => boolean;
}

/** Which findings are suppressed by what, and what is wrong with the suppressions. */
export interface Judgement<F> {
  readonly suppressed: ReadonlyMap<F, Suppression>;
  readonly problems: readonly SuppressionProblem[];
}

/** Judges the suppressions of one file by its findings. */
export function judge<F extends Raised>(suppressions: readonly Suppression[], grounds: Grounds<F>): Judgement<F> {
  const suppressed = new Map<F, Suppression>();
  const coveredBy = coverage(grounds.raised, grounds.elsewhere);
  const problems = suppressions.flatMap((suppression) => {
    const covered = coveredBy(suppression);
    for (const finding of holds(suppression, grounds.today) ? covered : [])
      if (namesRule(suppression, finding.rule, grounds.names) && !suppressed.has(finding))
        suppressed.set(finding, suppression);
    return [...problemsOf(suppression, covered, grounds)];
  });
  return { suppressed, problems };
}

/**
 * What suppresses findings on a merged object that are shown in one of its files, and is not written there: its annotations, and
 * comments where the findings stand.
 */
export function suppressedFromAfar<F extends Raised>(
  found: readonly F[],
  object: Resource,
  shownIn: Source,
  suppressionsOf: (source: Source) => readonly Suppression[],
  ruling: Ruling,
): ReadonlyMap<F, Suppression> {
  const files = [...new Set(object.parts.map(({ source }) => source))];
  if (found.length === 0 || !files.some(({ file }) => file.text.includes('cnpg-lint'))) return new Map();
  const by = (suppressions: readonly Suppression[], raised: readonly F[]): Iterable<[F, Suppression]> =>
    judge(suppressions, { ...ruling, raised, elsewhere: [], isCertain: () => false }).suppressed;
  const inOthers = files
    .filter((source) => source !== shownIn)
    .flatMap((source) => [
      ...by(
        suppressionsOf(source),
        found.filter(({ raw }) => sourceOf(raw.at) === source),
      ),
    ]);
  return new Map([...inOthers, ...by(inAnnotations(object), found)]);
}

function holds({ flaw, request: { until } }: Suppression, today: string): boolean {
  return !flaw && (until === undefined || today <= until);
}

function namesRule({ request: { rules } }: Suppression, rule: Rule, names: RuleNames): boolean {
  return !rule.checkSuppression && rules.some(({ name }) => names.get(name)?.includes(rule));
}

function* problemsOf(
  suppression: Suppression,
  covered: readonly Raised[],
  { names, isCertain, today }: Omit<Grounds<Raised>, 'raised' | 'elsewhere'>,
): Generator<SuppressionProblem> {
  const { at, subject, flaw, misplaced, isRead } = suppression;
  const { rules, until, reason } = suppression.request;
  if (flaw) return yield { code: 'malformed', at: flaw.at, subject, flaw };
  const used: string[] = [];
  const unused: (typeof rules)[number][] = [];
  for (const rule of rules) {
    const { name } = rule;
    const meant = names.get(name) ?? [];
    const isExempt = meant.some(({ checkSuppression }) => checkSuppression);
    if (meant.length === 0 || isExempt) {
      const question = isExempt ? undefined : didYouMean(name, names.keys());
      yield { code: 'unknown-rule', at: rule.at, subject, name, question, isExempt };
    } else if (covered.some((finding) => meant.includes(finding.rule))) used.push(name);
    else if (isRead && meant.every(isCertain)) unused.push(rule);
  }
  if (misplaced && used.length === 0) {
    if (isRead) yield { code: 'misplaced', at, subject, how: misplaced };
    return;
  }
  const [first] = unused;
  const idle = unused.map(({ name }) => name);
  if (first) yield { code: 'unused', at: first.at, subject, names: idle, removal: suppression.without(idle) };
  if (used.length > 0 && until !== undefined && until < today)
    yield { code: 'expired', at, subject, names: used, until };
  const others = rules.flatMap(({ name }) => (idle.includes(name) ? [] : [name]));
  if (reason === undefined && others.length > 0) yield { code: 'without-reason', at, subject, names: others };
}

/** Finds what a suppression covers. Where findings stand is worked out only if there is a comment that asks. */
function coverage<F extends Raised>(
  raised: readonly F[],
  elsewhere: readonly F[],
): (suppression: Suppression) => readonly F[] {
  const byResource = new Map<Resource, F[]>();
  for (const finding of [...raised, ...elsewhere]) {
    const { subject, raw } = finding;
    const owner = subject ?? ('resource' in raw.at ? raw.at.resource : undefined);
    for (const one of owner ? new Set([owner, ...owner.parts]) : []) addTo(byResource, one, finding);
  }
  let placed: readonly { readonly finding: F; readonly start: number }[] | undefined;
  return ({ covers }) => {
    if (covers.is === 'nothing') return [];
    if (covers.is === 'file') return raised;
    if (covers.is === 'resource') return byResource.get(covers.resource) ?? [];
    placed ??= raised
      .map((finding) => ({ finding, start: resolvePlace(finding.raw.at).range.start }))
      .sort((a, b) => a.start - b.start);
    const { start, end } = covers.range;
    return placed.slice(firstFrom(placed, start), firstFrom(placed, end + 1)).map(({ finding }) => finding);
  };
}

/** The index of the first of sorted places that is not before an offset. */
function firstFrom(placed: readonly { readonly start: number }[], offset: number): number {
  let low = 0;
  let high = placed.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((placed[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
