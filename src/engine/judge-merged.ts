import { toPointer } from '../manifest/path.ts';
import type { Outcome } from '../model/overlays.ts';
import type { Resource } from '../model/resource.ts';
import type { RawFinding, RelatedPlace } from '../rule/finding.ts';
import type { Reported } from './run-rules.ts';

/**
 * What is said of a resource that patches are merged into, or that is such a patch: its own findings, unless it reaches no
 * cluster as it is and none of the merged objects has them, and those that only merging brings, where they stand in it.
 */
export function judgeMerged(
  subject: Resource,
  { merged, isAll }: Outcome,
  judge: (resource: Resource) => readonly Reported[],
): readonly Reported[] {
  const whole = new Set(merged.flatMap(judge).map(keyOf));
  const own = judge(subject).filter((one) => !isAll || whole.has(keyOf(one)));
  const brought = merged.flatMap((object) => {
    const known = new Set(object.parts.flatMap(judge).map(keyOf));
    return judge(object)
      .filter((one) => standsIn(one.raw, subject) && !known.has(keyOf(one)))
      .map((one) => ({ ...one, raw: withOtherHalf(one.raw, subject, object) }));
  });
  return [...own, ...brought];
}

/** What makes two findings the same, wherever they stand. */
function keyOf({ rule, severity, raw }: Reported): string {
  return [rule.id, severity, 'resource' in raw.at ? toPointer(raw.at.path) : '', raw.message].join('\n');
}

function standsIn({ at }: RawFinding, subject: Resource): boolean {
  return 'resource' in at ? at.resource === subject : at.source === subject.source;
}

/** A finding on a merged object with what its own place does not show. A text has no place for the fix of two. */
function withOtherHalf({ fix, ...raw }: RawFinding, subject: Resource, { origin, parts }: Resource): RawFinding {
  const related = raw.related ?? [];
  const isShown = (part: Resource): boolean => related.some(({ at }) => 'resource' in at && at.resource === part);
  const others = subject === origin ? parts.slice(1) : [origin];
  const message = subject === origin ? 'With this patch' : `Patches this ${origin.kind}`;
  const added = others.filter((part) => !isShown(part)).map((part): RelatedPlace => ({ at: part.at(), message }));
  return { ...raw, related: [...related, ...added] };
}
