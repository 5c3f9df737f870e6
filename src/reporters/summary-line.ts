import type { Report } from '../rule/finding.ts';
import { counted } from '../text/counted.ts';
import type { Colors } from './colors.ts';

/** One line that says what was found, in how much, and what can be done about it. */
export function summaryLine(
  { findings, summary, cnpgVersion }: Report,
  { error, warning, info, good }: Colors,
): string {
  const counts = [
    { count: summary.errors, word: 'error', paint: error },
    { count: summary.warnings, word: 'warning', paint: warning },
    { count: summary.infos, word: 'info', paint: info },
  ].filter(({ count }) => count > 0);
  const found = counts.map(({ count, word, paint }) => paint(counted(count, word))).join(', ') || good('No problems');
  const affected = new Set(findings.map(({ file }) => file)).size;
  const files =
    affected > 0 && affected < summary.files
      ? `${affected} of ${counted(summary.files, 'file')}`
      : counted(summary.files, 'file');
  const more = [
    ...(summary.fixable > 0 ? [`${summary.fixable} fixable with --fix`] : []),
    ...(summary.suppressed > 0 ? [`${summary.suppressed} suppressed`] : []),
  ];
  const scope = `(${counted(summary.resources, 'resource')}, CloudNativePG ${cnpgVersion})`;
  return [`${found} in ${files} ${scope}`, ...(more.length > 0 ? [more.join(', ')] : [])].join('; ');
}
