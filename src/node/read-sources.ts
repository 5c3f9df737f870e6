import { readFile } from '../engine/read.ts';
import type { Reading } from '../model/reading.ts';
import type { SchemaCatalog, Target } from '../model/schema-catalog.ts';
import type { SourceFile } from '../text/source.ts';

/** What a worker is told: the files it may take from, and how to validate them. */
export interface WorkerTask {
  readonly files: readonly SourceFile[];
  readonly target: Target;
  readonly crds: readonly unknown[];
  /** The index of the next file that nobody has taken. */
  readonly next: SharedArrayBuffer;
}

/** Readings of some files, by their index. */
export type Batch = readonly (readonly [number, Reading])[];

/** How many files are taken at a time, and from how many characters on a second thread pays for its start. */
const batchSize = 16;
const worthAThread = 600_000;

/** Reads and validates files, on all cores where there is enough to do. */
export async function readSources(
  files: readonly SourceFile[],
  schemas: SchemaCatalog,
  target: Target,
  crds: readonly unknown[],
  onProgress: (done: number) => void,
): Promise<readonly Reading[]> {
  const size = files.reduce((sum, { text }) => sum + text.length, 0);
  const readings: Reading[] = new Array<Reading>(files.length);
  if (size < worthAThread) {
    files.forEach((file, index) => {
      readings[index] = readFile(file, schemas, target);
      if (index % batchSize === 0) onProgress(index);
    });
    return readings;
  }
  const next = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const task: WorkerTask = { files, target, crds, next };
  // Most runs need no thread, and do not wait for what starts one.
  const { startWorkers } = await import('./threads.ts');
  const workers = startWorkers(task, Math.floor(size / worthAThread));
  for (const [index, reading] of takeBatches(task, schemas, (done) => onProgress(done))) readings[index] = reading;
  for (const batch of await workers) for (const [index, reading] of batch) readings[index] = reading;
  return readings;
}

/** Takes files until none is left and reads them. */
export function* takeBatches(
  { files, target, next }: WorkerTask,
  schemas: SchemaCatalog,
  onProgress: (done: number) => void,
): Generator<readonly [number, Reading]> {
  const counter = new Int32Array(next);
  for (;;) {
    const start = Atomics.add(counter, 0, batchSize);
    if (start >= files.length) return;
    onProgress(start);
    for (const [offset, file] of files.slice(start, start + batchSize).entries())
      yield [start + offset, readFile(file, schemas, target)];
  }
}
