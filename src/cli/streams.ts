import { fstatSync, writeFileSync } from 'node:fs';
import { visible } from '../reporters/escape.ts';

/** What the command knows of its surroundings; a test hands in its own. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** The whole of standard input. */
  readonly readStdin: () => Promise<string>;
  /** Asks the user something and returns the answer; absent where nobody sits at a terminal. */
  readonly ask?: (question: string) => Promise<string>;
  /** Has something called when the user interrupts, in place of the end of the process. */
  readonly onInterrupt?: (end: () => void) => void;
}

export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Tells the user something on standard error, a line each; what names and texts hold cannot act on the terminal, nor begin a line. */
export function tell(stderr: OutputStream, ...lines: readonly string[]): void {
  stderr.write(lines.map((line) => `${visible(line)}\n`).join(''));
}

/** A text of files as it may be shown: to a terminal without characters that act on it, to all else as it is. */
export function showable(text: string, stream: OutputStream): string {
  if (stream.isTTY !== true) return text;
  return text.replace(/[^\n\t]+/gu, visible);
}

/** Standard output or error. A reader that goes away, such as `head`, is no fault; any other loss is remembered. */
export class StandardStream implements OutputStream {
  readonly #stream: NodeJS.WriteStream & { fd: number };
  /** Node writes to files in one attempt, and of what a full disk leaves out it says nothing. */
  readonly #isFile: boolean;
  #loss: Error | undefined;

  constructor(stream: NodeJS.WriteStream & { fd: number }) {
    this.#stream = stream;
    this.#isFile = stream.isTTY !== true && isFile(stream.fd);
    stream.on('error', (error) => this.#lose(error));
  }

  get isTTY(): boolean {
    return this.#stream.isTTY === true;
  }

  get columns(): number {
    return this.#stream.columns;
  }

  /** Why not all could be written. */
  get loss(): Error | undefined {
    return this.#loss;
  }

  write(text: string): void {
    try {
      if (this.#isFile) writeFileSync(this.#stream.fd, text);
      else this.#stream.write(text);
    } catch (error) {
      this.#lose(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #lose(error: NodeJS.ErrnoException): void {
    if (error.code !== 'EPIPE') this.#loss ??= error;
  }
}

function isFile(fd: number): boolean {
  try {
    const stats = fstatSync(fd);
    return stats.isFile() || stats.isCharacterDevice();
  } catch {
    return false;
  }
}
