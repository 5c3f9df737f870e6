import type { Severity } from '../rule/finding.ts';
import { inOneLine } from './plain-text.ts';
import type { Reporter } from './reporter.ts';
import { toJson } from './to-json.ts';

const severities: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', info: 'info' };

/**
 * For GitLab's Code Quality: what it reads of the Code Climate format. What a server would refuse is a blocker. GitLab
 * knows findings again by their fingerprints, of which a report has each once.
 */
export const gitlab: Reporter = ({ findings }, { rules, fromRoot }) => {
  const refused = new Set(rules.filter(({ consequence }) => consequence === 'refused').map(({ id }) => id));
  return toJson(
    findings.map((finding) => ({
      description: inOneLine(finding),
      check_name: finding.rule,
      fingerprint: finding.fingerprint,
      severity: finding.severity === 'error' && refused.has(finding.rule) ? 'blocker' : severities[finding.severity],
      location: {
        path: fromRoot(finding.file),
        lines: { begin: finding.range.start.line, end: finding.range.end.line },
      },
    })),
  );
};
