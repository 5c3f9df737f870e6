import type {
  Finding,
  Fix,
  Position,
  PositionRange,
  RelatedFinding,
  Report,
  ResourceIdentity,
  Summary,
} from '../rule/finding.ts';
import type { Reporter } from './reporter.ts';
import { toJson } from './to-json.ts';

/** For programs: the report itself, with its keys in one order whoever made it. */
export const json: Reporter = ({ version, tool, cnpgVersion, summary, findings }) => {
  const report: Report = {
    version,
    tool: { name: tool.name, version: tool.version },
    cnpgVersion,
    summary: orderSummary(summary),
    findings: findings.map(orderFinding),
  };
  return toJson(report);
};

function orderSummary({ files, resources, errors, warnings, infos, suppressed, fixable }: Summary): Summary {
  return { files, resources, errors, warnings, infos, suppressed, fixable };
}

function orderFinding(finding: Finding): Finding {
  const { rule, severity, message, file, range, path, resource, related, help, url, fix, fingerprint } = finding;
  return {
    rule,
    severity,
    message,
    file,
    range: orderRange(range),
    path,
    ...(resource && { resource: orderResource(resource) }),
    related: related.map(orderRelated),
    help,
    url,
    ...(fix && { fix: orderFix(fix) }),
    fingerprint,
  };
}

function orderResource({ apiVersion, kind, namespace, name }: ResourceIdentity): ResourceIdentity {
  return { apiVersion, kind, ...(namespace !== undefined && { namespace }), name };
}

function orderRelated({ file, range, message }: RelatedFinding): RelatedFinding {
  return { file, range: orderRange(range), message };
}

function orderFix({ title, safe, edits }: Fix): Fix {
  return { title, safe, edits: edits.map(({ file, range, newText }) => ({ file, range: orderRange(range), newText })) };
}

function orderRange({ start, end }: PositionRange): PositionRange {
  return { start: orderPosition(start), end: orderPosition(end) };
}

function orderPosition({ line, column, offset }: Position): Position {
  return { line, column, offset };
}
