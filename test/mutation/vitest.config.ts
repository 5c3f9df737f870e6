import { defineConfig } from 'vitest/config';
import {
  BaseSequencer,
  type PoolOptions,
  type TestSpecification,
  ThreadsPoolWorker,
  type WorkerRequest,
} from 'vitest/node';

type Listener = (message: unknown) => void;

/**
 * A thread that outlives its run. Stryker starts a run for each mutant, and loading every module anew takes longer than
 * most tests; which mutant is active is asked while the code runs, so the modules can stay.
 */
class LastingWorker extends ThreadsPoolWorker {
  override readonly name = 'lasting';
  readonly #listeners: [event: string, listener: Listener][] = [];
  #isStarted = false;

  override async start(): Promise<void> {
    if (!this.#isStarted) await super.start();
    this.#isStarted = true;
  }

  override on(event: string, listener: Listener): void {
    this.#listeners.push([event, listener]);
    super.on(event, listener);
  }

  override send(request: WorkerRequest): void {
    const answer = { type: 'stopped', __vitest_worker_response__: true };
    if (request.type !== 'stop') super.send(request);
    else for (const [event, listener] of this.#listeners) if (event === 'message') listener(answer);
  }

  override async stop(): Promise<void> {
    for (const [event, listener] of this.#listeners.splice(0)) super.off(event, listener);
  }
}

let worker: LastingWorker | undefined;
const createPoolWorker = (options: PoolOptions): LastingWorker => (worker ??= new LastingWorker(options));

const include = (process.env['MUTATION_TESTS'] ?? '').split(' ');

/** The files in the order in which they are named: the quick ones first, since the first failure is enough. */
class AsNamed extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => include.findIndex((name) => moduleId.endsWith(name));
    return [...files].sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  plugins: [
    {
      // What is remembered of a text would outlive a mutant, and hide it.
      name: 'no-memory',
      enforce: 'pre',
      load: (id) =>
        id.endsWith('/src/values/remember.ts') ? 'export const remember = (compute) => compute;' : undefined,
    },
    {
      // Those that a property does not catch soon it catches rarely, and each takes seconds.
      name: 'short-properties',
      transform: (code, id) =>
        id.endsWith('.test.ts') ? code.replaceAll(/numRuns: [\d_]+/gu, 'numRuns: 50') : undefined,
    },
    {
      name: 'lasting-worker',
      // Here, because Stryker asks for a pool of its own on the command line.
      configureVitest({ project }) {
        project.config.pool = 'lasting';
        project.config.poolRunner = { name: 'lasting', createPoolWorker };
      },
    },
  ],
  test: {
    include,
    sequence: { sequencer: AsNamed },
    setupFiles: ['test/setup.ts'],
    isolate: false,
    testTimeout: 600_000,
  },
});
