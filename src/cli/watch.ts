import { relative, resolve } from 'node:path';
import { SettingError } from '../core.ts';
import { Memory } from '../node/memory.ts';
import { UsageError } from '../node/usage-error.ts';
import { Watcher } from '../node/watcher.ts';
import type { Arguments } from './options.ts';
import { outputsOf } from './outputs.ts';
import type { Surroundings } from './streams.ts';

/** The exit status of what Ctrl-C ends. */
const interrupted = 130;
/** So many changed files are named. */
const mostNames = 3;

/** Lints once, with what an earlier run left and what has changed since; returns the exit status. */
type LintOnce = (memory: Memory, changed: readonly string[]) => Promise<number>;

/**
 * Lints, and again whenever files, configuration or what is ignored change, until somebody interrupts. What cannot be done as
 * asked ends the first run only: later it is said, and waited for the next change.
 */
export async function watchAndLint(
  flags: Arguments['flags'],
  patterns: readonly string[],
  surroundings: Surroundings,
  lintOnce: LintOnce,
): Promise<number> {
  if (patterns.includes('-')) throw new UsageError('--watch takes files and directories, not standard input');
  for (const flag of ['fix', 'fix-dry-run', 'update-baseline'] as const)
    if (flags[flag] === true) throw new UsageError(`--watch only reports; leave out --${flag}`);
  const { cwd, stderr, onInterrupt } = surroundings;
  // Whatever these say is the ground for all the rest.
  const grounds = [...(flags.crds ?? []), flags.config, flags.baseline].flatMap((path) =>
    path === undefined ? [] : [resolve(cwd, path)],
  );
  const reports = outputsOf(flags, cwd, false).written;
  let memory = new Memory();
  let isOver = false;
  const relint = async (paths: readonly string[]): Promise<void> => {
    if (isOver) return;
    if (paths.some((path) => grounds.includes(path))) memory = new Memory();
    // All are heard, so that none is forgotten.
    const relevant = paths.filter((path) => !reports.has(path) && (memory.hear(path) || grounds.includes(path)));
    if (relevant.length === 0) return;
    clear(surroundings);
    stderr.write(`cnpg-lint: ${named(relevant, cwd)} changed\n`);
    try {
      await lintOnce(memory, relevant);
    } catch (error) {
      if (!(error instanceof UsageError || error instanceof SettingError)) throw error;
      stderr.write(`cnpg-lint: ${error.message}\n`);
    }
    goOn();
  };
  let fail: (error: unknown) => void = () => undefined;
  let running: Promise<unknown> = Promise.resolve();
  const watcher = new Watcher((paths) => {
    running = running.then(() => relint(paths)).catch(fail);
  });
  const goOn = (): void => {
    if (isOver) return;
    for (const root of [...memory.roots, ...grounds]) watcher.add(root);
    stderr.write('cnpg-lint: watching for changes; Ctrl-C ends\n');
  };
  try {
    await lintOnce(memory, []);
    return await new Promise((end, reject) => {
      fail = reject;
      onInterrupt?.(() => end(interrupted));
      goOn();
    });
  } finally {
    isOver = true;
    watcher.close();
  }
}

/** On a terminal each run has the screen to itself. */
function clear({ env, stdout }: Surroundings): void {
  if (stdout.isTTY === true && env['TERM'] !== 'dumb') stdout.write('\u001b[2J\u001b[3J\u001b[H');
}

function named(paths: readonly string[], cwd: string): string {
  const names = paths.slice(0, mostNames).map((path) => relative(cwd, path) || '.');
  return [...names, ...(paths.length > mostNames ? [`${paths.length - mostNames} more`] : [])].join(', ');
}
