import type { Finding } from '../rule/finding.ts';

/** Findings by severity, for readers who see only the first few. */
export function errorsFirst(findings: readonly Finding[]): readonly Finding[] {
  return (['error', 'warning', 'info'] as const).flatMap((severity) =>
    findings.filter((finding) => finding.severity === severity),
  );
}

/** What belongs to each file, in the order in which files first come. */
export function byFile<T>(some: readonly T[], fileOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const one of some) {
    const file = fileOf(one);
    const before = found.get(file);
    if (before) before.push(one);
    else found.set(file, [one]);
  }
  return found;
}
