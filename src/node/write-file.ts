import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { reason } from './find-files.ts';
import { readBytes } from './read-file.ts';
import { UsageError } from './usage-error.ts';
import { decode, encode, onDisk } from './utf8.ts';

/**
 * Writes a file's text whole or not at all: a file that is there keeps its permissions, owner and links, and is as it was if it
 * cannot be written. A device or a pipe is written to. Throws a UsageError if it cannot be done.
 */
export function writeWhole(path: string, text: string): void {
  attempt(path, () => write(path, encode(text)));
}

/** Writes the text of a file that was read as `before`. Throws a UsageError if something else has been written meanwhile. */
export function replaceText(path: string, before: string, after: string): void {
  attempt(path, () => {
    const now = decode(readBytes(path));
    // By a second name of the same file it may be done already.
    if (now === after) return;
    if (now !== before) throw new UsageError(`${path} has changed since it was read, and was left alone: run again`);
    write(path, encode(after));
  });
}

function attempt(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot write ${path}: ${reason(error)}; the file is as it was`);
  }
}

function write(path: string, bytes: Buffer): void {
  if (!existsSync(onDisk(path))) {
    replace(path, bytes, undefined);
    return;
  }
  const target = decode(realpathSync.native(onDisk(path), 'buffer'));
  const stats = statSync(onDisk(target));
  // A new file could take the place of one that nobody may write.
  accessSync(onDisk(target), constants.W_OK);
  if (!stats.isFile()) writeFileSync(onDisk(target), bytes);
  else if (stats.nlink > 1 || !tryReplace(target, bytes, stats)) overwrite(target, bytes);
}

/** Replaces a file unless no other may be made beside it, or none with its owner; then the file itself may still be written. */
function tryReplace(target: string, bytes: Buffer, old: Stats): boolean {
  try {
    replace(target, bytes, old);
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** Writes a new file beside and moves it into the place of the old one, if there is one: at no time is there half a file. */
function replace(target: string, bytes: Buffer, old: Stats | undefined): void {
  const beside = onDisk(join(dirname(target), `.cnpg-lint-${randomBytes(6).toString('hex')}.tmp`));
  try {
    const file = openSync(beside, 'wx', old ? 0o600 : 0o666);
    try {
      writeFileSync(file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (old) {
      const { uid, gid } = statSync(beside);
      if (uid !== old.uid || gid !== old.gid) chownSync(beside, old.uid, old.gid);
      chmodSync(beside, old.mode);
    }
    renameSync(beside, onDisk(target));
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Writes a file in its place, and its old text again if that fails. */
function overwrite(target: string, bytes: Buffer): void {
  const old = readBytes(target);
  const file = openSync(onDisk(target), 'r+');
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(file, bytes, written, undefined, written);
    ftruncateSync(file, bytes.length);
    fsyncSync(file);
  } catch (error) {
    try {
      // What was not written over need not be restored, and a limit could forbid it.
      writeAt(file, written < bytes.length ? old.subarray(0, written) : old);
      ftruncateSync(file, old.length);
    } catch (second) {
      throw new UsageError(`cannot write ${target}: ${reason(error)}; nor restore its text: ${reason(second)}`);
    }
    throw error;
  } finally {
    closeSync(file);
  }
}

function writeAt(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, undefined, done);
}
