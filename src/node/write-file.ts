import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { reason } from './find-files.ts';
import { UsageError } from './usage-error.ts';

/** Replaces a file's text whole or not at all; links are followed and permissions kept. Throws a UsageError if it cannot. */
export function writeWhole(path: string, text: string): void {
  let beside: string | undefined;
  try {
    const target = realpathSync(path);
    beside = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
    writeFileSync(beside, text);
    chmodSync(beside, statSync(target).mode);
    renameSync(beside, target);
  } catch (error) {
    if (beside !== undefined) rmSync(beside, { force: true });
    throw new UsageError(`cannot write ${path}: ${reason(error)}; the file is as it was`);
  }
}
