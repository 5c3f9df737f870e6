import { toPointer } from '../manifest/path.ts';
import type { Outcome } from '../model/overlays.ts';
import type { Resource } from '../model/resource.ts';
import type { RawFinding, RelatedPlace } from '../rule/finding.ts';
import type { Reported } from './run-rules.ts';

/**
 * What is said of a resource that patches are merged into, or that is such a patch: its own findings, unless it reaches no
 * cluster as it is and none of the merged objects has them, and those that only merging brings and that stand in it.
 */
export function judgeMerged(
  subject: Resource,
  { merged, isAll }: Outcome,
  judge: (resource: Resource) => readonly Reported[],
  isGiven: (part: Resource) => boolean,
): readonly Reported[] {
  const whole = new Set(merged.flatMap(judge).map(keyOf));
  const own = judge(subject).filter((one) => !isAll || whole.has(keyOf(one)));
  const brought = merged.flatMap((object) => {
    const known = new Set(object.parts.flatMap(judge).map(keyOf));
    return judge(object)
      .filter((one) => !known.has(keyOf(one)) && partFor(one.raw, object, isGiven) === subject)
      .map((one) => ({ ...one, raw: shownIn(subject, one.raw, object) }));
  });
  return [...own, ...brought];
}

/** What makes two findings the same, wherever they stand. */
function keyOf({ rule, severity, raw }: Reported): string {
  return [rule.id, severity, 'resource' in raw.at ? toPointer(raw.at.path) : '', raw.message].join('\n');
}

/** Where a finding on a merged object is shown: in the part that it stands in; if nobody asked for that one, in the last that somebody asked for. */
function partFor(
  { at }: RawFinding,
  { origin, parts }: Resource,
  isGiven: (part: Resource) => boolean,
): Resource | undefined {
  const own = 'resource' in at ? at.resource : origin;
  return isGiven(own) ? own : parts.findLast(isGiven);
}

/** A finding on a merged object in one of its parts, with what that does not show. No single text is to blame, so there is no fix. */
function shownIn(subject: Resource, { fix, ...raw }: RawFinding, { kind, origin, parts }: Resource): RawFinding {
  const { at, related = [] } = raw;
  const isMoved = 'resource' in at && at.resource !== subject;
  const isShown = (part: Resource): boolean =>
    [...related, ...(isMoved ? [{ at }] : [])].some((one) => 'resource' in one.at && one.at.resource === part);
  const others = subject === origin ? parts.slice(1) : [origin];
  const message = subject === origin ? 'With this patch' : `Patches this ${kind}`;
  return {
    ...raw,
    ...(isMoved && { at: { resource: subject, path: at.path, part: at.part } }),
    related: [
      ...(isMoved ? [{ at, message: 'It stands here' }] : []),
      ...related,
      ...others.filter((part) => !isShown(part)).map((part): RelatedPlace => ({ at: part.at(), message })),
    ],
  };
}
