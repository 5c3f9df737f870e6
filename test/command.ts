import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../src/cli/main.ts';
import type { Report } from '../src/core.ts';

/* The command, in process, on real files in a folder of its own. */

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Command {
  readonly folder: string;
  write(name: string, text: string): void;
  /** Runs in the folder, or in one below it. */
  run(
    args: readonly string[],
    where?: { readonly below?: string; readonly env?: Record<string, string> },
  ): Promise<Outcome>;
  json(...args: string[]): Promise<Report>;
  remove(): void;
}

export function commandInFolder(): Command {
  const folder = mkdtempSync(join(tmpdir(), 'cnpg-lint-'));
  mkdirSync(join(folder, '.git'));
  const command: Command = {
    folder,
    write(name, text) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    },
    async run(args, { below = '.', env = {} } = {}) {
      let stdout = '';
      let stderr = '';
      const status = await main(args, {
        cwd: join(folder, below),
        env,
        stdout: { write: (text: string) => (stdout += text) },
        stderr: { write: (text: string) => (stderr += text) },
        readStdin: () => Promise.resolve(''),
      });
      return { status, stdout, stderr };
    },
    async json(...args) {
      const { stdout, stderr } = await command.run([...args, '--format', 'json']);
      if (stdout === '') throw new Error(stderr);
      return JSON.parse(stdout) as Report;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  return command;
}
