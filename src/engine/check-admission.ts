import { effective } from '../facts/effective.ts';
import { schemaRefuses } from '../facts/schema-refuses.ts';
import { shownValue } from '../facts/shown-value.ts';
import { type Resource, sourceOf } from '../model/resource.ts';
import { type Rule, severityOfConsequence } from '../rule/define-rule.ts';
import type { RawFinding } from '../rule/finding.ts';
import { canonicalJson } from '../values/canonical-json.ts';
import { each, type Findings, type Prepared } from './plan.ts';

/** What is applied: a resource, the same with its defaults, and the one that it replaces. */
export interface Request {
  readonly subject: Resource;
  readonly object: Resource;
  readonly stored: Resource | undefined;
}

/**
 * What a rule on admission says of a resource, apart from its refusals of what the schema refuses already: those follow from
 * that. A resource that it refuses is added to `refused`.
 */
export function checkAdmission(
  { rule, context }: Prepared,
  { subject, object, stored }: Request,
  refused: Set<Resource>,
): Findings {
  const said = rule.checkAdmission?.(object, context, stored && context.fact(effective, stored));
  if (said === undefined) return undefined;
  const findings = [...each(said)];
  if (findings.length === 0) return undefined;
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
  const isShown = related.some((one) => stored.parts.some(({ source }) => source === sourceOf(one.at)));
  if (isShown || !('resource' in at)) return finding;
  const old = stored.value(...at.path);
  if (canonicalJson(old) === canonicalJson(subject.value(...at.path))) return finding;
  const message = stored.has(...at.path) ? `It was ${shownValue(stored, at.path)}` : 'It was not set';
  return { ...finding, related: [...related, { at: stored.at(...at.path), message }] };
}

function isRefusal(rule: Rule, { severity }: RawFinding): boolean {
  return (severity ?? severityOfConsequence[rule.consequence]) === 'error' && rule.serverSeverity === undefined;
}
