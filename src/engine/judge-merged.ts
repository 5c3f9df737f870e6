import { toPointer } from '../manifest/path.ts';
import type { Outcome } from '../model/overlays.ts';
import { type Resource, sourceOf } from '../model/resource.ts';
import type { Source } from '../model/source.ts';
import type { Suppression } from '../model/suppression.ts';
import type { RawFinding, RelatedPlace } from '../rule/finding.ts';
import type { Panel, Reported, Said } from './panel.ts';
import { type Ruling, suppressedFromAfar } from './suppress.ts';

/** Who judges the parts of merged objects, and where findings go. */
export interface Jurisdiction {
  readonly panelOf: (part: Resource) => Panel;
  /** Whether the run reports on the file of a part. */
  readonly isReported: (part: Resource) => boolean;
  /** Whether what has the configuration of the subject may be shown in the file of a part. */
  readonly isShown: (part: Resource) => boolean;
  readonly suppressionsOf: (source: Source) => readonly Suppression[];
  readonly ruling: Ruling;
}

/**
 * Judges a resource that patches are merged into, or that is such a patch: adds its own findings, unless it reaches no cluster
 * as it is and none of the merged objects has them, and those that only merging brings and that are shown in it. The
 * configuration of the last patch is that of the merged object.
 */
export function judgeMerged(subject: Resource, { merged, isAll }: Outcome, said: Said, by: Jurisdiction): void {
  const panel = by.panelOf(subject);
  const own = panel.about(subject);
  const whole = new Set(isAll ? merged.flatMap((object) => panel.about(object).own.map(keyOf)) : []);
  for (const one of own.own) (!isAll || whole.has(keyOf(one)) ? said.own : said.withheld).push(one);
  said.withheld.push(...own.withheld);
  for (const rule of own.faulty) said.faulty.add(rule);
  for (const object of merged) {
    const { own: all, withheld, faulty } = panel.about(object);
    const last = object.parts.findLast(by.isReported);
    const known = new Set(object.parts.flatMap((part) => by.panelOf(part).about(part).own.map(keyOf)));
    const isBrought = (one: Reported): boolean =>
      !known.has(keyOf(one)) && partFor(one.raw, object, by.isShown) === subject;
    const brought = last && by.isShown(last) ? all.filter(isBrought) : [];
    const suppressed = suppressedFromAfar(brought, object, subject.source, by.suppressionsOf, by.ruling);
    for (const one of brought)
      said.own.push({ ...one, raw: shownIn(subject, one.raw, object), suppression: suppressed.get(one) });
    for (const one of [...all, ...withheld])
      (sourceOf(one.raw.at) === subject.source ? said.withheld : said.elsewhere).push(one);
    for (const rule of faulty) said.faulty.add(rule);
  }
}

/** What makes two findings the same, wherever they stand. */
function keyOf({ rule, severity, raw }: Reported): string {
  return [rule.id, severity, 'resource' in raw.at ? toPointer(raw.at.path) : '', raw.message].join('\n');
}

/** Where a finding on a merged object is shown: in the part that it stands in; if it may not be shown there, in the last where it may. */
function partFor(
  { at }: RawFinding,
  { origin, parts }: Resource,
  isShown: (part: Resource) => boolean,
): Resource | undefined {
  const own = 'resource' in at ? at.resource : origin;
  return parts.includes(own) && isShown(own) ? own : parts.findLast(isShown);
}

/** A finding on a merged object in one of its parts, with what that does not show. No single text is to blame, so there is no fix. */
function shownIn(subject: Resource, { fix, ...raw }: RawFinding, { kind, origin, parts }: Resource): RawFinding {
  const { at, related = [] } = raw;
  const isMoved = 'resource' in at && at.resource !== subject;
  const isNamed = (part: Resource): boolean =>
    [...related, ...(isMoved ? [{ at }] : [])].some((one) => 'resource' in one.at && one.at.resource === part);
  const others = subject === origin ? parts.slice(1) : [origin];
  const message = subject === origin ? 'With this patch' : `Patches this ${kind}`;
  return {
    ...raw,
    ...(isMoved && { at: { resource: subject, path: at.path, part: at.part } }),
    related: [
      ...(isMoved ? [{ at, message: 'It stands here' }] : []),
      ...related,
      ...others.filter((part) => !isNamed(part)).map((part): RelatedPlace => ({ at: part.at(), message })),
    ],
  };
}
