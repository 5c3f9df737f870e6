import { UsageError } from '../../node/usage-error.ts';
import type { Arguments } from '../options.ts';
import type { Surroundings } from '../streams.ts';
import { lintCommand } from './lint.ts';

/** Judges a change as the API server and the operator judge an update; returns the exit status. */
export async function diffCommand(
  flags: Arguments['flags'],
  [base, changed, ...others]: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  if (base === undefined || changed === undefined || others.length > 0)
    throw new UsageError('diff takes two files, directories or git revisions: what is applied, and what is to be');
  // Both sides may lie in one repository, in which rules would take them for two sets of clusters.
  const isolated = flags.index === undefined ? { 'no-index': true } : {};
  return lintCommand({ ...flags, ...isolated, base }, [changed], surroundings, { onlyChanges: true });
}
