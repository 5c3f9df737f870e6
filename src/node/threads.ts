import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Batch, WorkerTask } from './read-sources.ts';

const mostWorkers = 3;

/** Starts as many workers as there is work and cores for, beside the thread that calls; resolves to what they read. */
export async function startWorkers(task: WorkerTask, useful: number): Promise<readonly Batch[]> {
  const count = Math.min(mostWorkers, availableParallelism() - 1, useful);
  return Promise.all(Array.from({ length: count }, () => startWorker(task)));
}

function startWorker(task: WorkerTask): Promise<Batch> {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: task });
  return new Promise<Batch>((done, failed) => {
    worker.once('message', (batch: Batch) => {
      done(batch);
      void worker.terminate();
    });
    worker.once('error', failed);
    worker.once('exit', (code) => failed(new Error(`a worker thread ended with status ${code}`)));
  });
}
