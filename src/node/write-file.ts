import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { reason } from './find-files.ts';
import { UsageError } from './usage-error.ts';

/**
 * Writes a file's text whole or not at all; links are followed and permissions kept. A device or a pipe just gets the text.
 * Throws a UsageError if it cannot.
 */
export function writeWhole(path: string, text: string): void {
  let beside: string | undefined;
  const before = statSync(path, { throwIfNoEntry: false });
  try {
    if (before && !before.isFile()) {
      writeFileSync(path, text);
      return;
    }
    const target = before ? realpathSync(path) : path;
    beside = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
    writeFileSync(beside, text);
    if (before) chmodSync(beside, before.mode);
    renameSync(beside, target);
  } catch (error) {
    if (beside !== undefined) rmSync(beside, { force: true });
    throw new UsageError(`cannot write ${path}: ${reason(error)}${before ? '; the file is as it was' : ''}`);
  }
}
