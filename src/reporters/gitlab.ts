import type { Severity } from '../rule/finding.ts';
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
    findings.map(({ rule, severity, message, help, file, range, fingerprint }) => ({
      description: help === '' ? message : `${message}; ${help}`,
      check_name: rule,
      fingerprint,
      severity: severity === 'error' && refused.has(rule) ? 'blocker' : severities[severity],
      location: { path: fromRoot(file), lines: { begin: range.start.line, end: range.end.line } },
    })),
  );
};
