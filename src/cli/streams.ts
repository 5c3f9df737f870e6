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
