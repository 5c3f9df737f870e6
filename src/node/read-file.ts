import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats, statSync } from 'node:fs';
import { devNull } from 'node:os';
import { decode, onDisk } from './utf8.ts';

/** In bytes; JavaScript's texts cannot be much longer. */
const largestFile = 256 * 1024 * 1024;
/** What a shell passes on, such as `<(helm template chart)`: it is read like standard input. */
const passedOn = /^\/(?:dev|proc\/self)\/(?:stdin|fd\/\d+)$/u;

/** The bytes of a file. Throws for all that is none: it may wait for somebody, or have no end. */
export function readBytes(path: string): Buffer {
  if (passedOn.test(path)) return readFileSync(path);
  // Opening a pipe would wait for its writer.
  const file = openSync(onDisk(path), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(file);
    if (stats.isFIFO()) throw new Error('is a pipe; pipe it to "cnpg-lint -"');
    if (!stats.isFile() && !stats.isDirectory() && path !== devNull) throw new Error('is a device');
    if (stats.size > largestFile) throw new Error(`is larger than ${largestFile / 1024 ** 2} MiB`);
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** The text of a file. Throws as `readBytes` does. */
export function readText(path: string): string {
  return decode(readBytes(path));
}

/** What is at a path, with links followed; nothing if that cannot be told. */
export function statsOf(path: string): Stats | undefined {
  try {
    // Most of what is asked for is not there, and an error for that takes longer than the answer.
    return statSync(onDisk(path), { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
