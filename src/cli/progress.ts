import type { OutputStream, Surroundings } from './streams.ts';

const patience = 1000;
const interval = 100;

/** A counter on a terminal, for runs that take longer than a second. */
export class Progress {
  readonly #stream: OutputStream;
  readonly #active: boolean;
  readonly #start = Date.now();
  #last = 0;

  constructor(stream: OutputStream, env: Surroundings['env']) {
    this.#stream = stream;
    this.#active = stream.isTTY === true && !env['CI'] && env['TERM'] !== 'dumb';
  }

  show(done: number, total: number): void {
    if (!this.#active) return;
    const now = Date.now();
    if (now - this.#start < patience || now - this.#last < interval) return;
    this.#last = now;
    this.#stream.write(`\r\u001B[K${done} of ${total} files`);
  }

  clear(): void {
    if (this.#last > 0) this.#stream.write('\r\u001B[K');
  }
}
