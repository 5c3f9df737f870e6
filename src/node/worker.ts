/* A second thread that reads and validates files; see read-sources.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadSchemas } from './load-schemas.ts';
import { takeBatches, type WorkerTask } from './read-sources.ts';

const task = workerData as WorkerTask;
const schemas = await loadSchemas(task.crds);
parentPort?.postMessage([...takeBatches(task, schemas, () => undefined)]);
