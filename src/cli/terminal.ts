import { relative, resolve, sep } from 'node:path';
import { gitRoot } from '../node/find-files.ts';
import type { Arguments } from './options.ts';
import type { OutputStream, Surroundings } from './streams.ts';

type Environment = Surroundings['env'];

/** Whether output is coloured: the flags, then NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE, then whether it is a terminal. */
export function takesColor(flags: Arguments['flags'], env: Environment, stream: OutputStream): boolean {
  if (flags['no-color'] === true) return false;
  if (flags.color === true) return true;
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return !isOff(env['FORCE_COLOR']);
  if (env['CLICOLOR_FORCE'] && !isOff(env['CLICOLOR_FORCE'])) return true;
  return (stream.isTTY === true && env['TERM'] !== 'dumb') || env['GITHUB_ACTIONS'] === 'true';
}

function isOff(value: string): boolean {
  return value === '0' || value === 'false';
}

/** How many columns output may take: COLUMNS, else those of the terminal, else a fixed number that suits logs. */
export function widthOf(env: Environment, stream: OutputStream): number {
  const given = /^[1-9]\d*$/u.test(env['COLUMNS'] ?? '') ? Number(env['COLUMNS']) : undefined;
  return Math.max(narrowest, given ?? (stream.columns || widthOfLogs));
}

/** In less nothing can be read. */
const narrowest = 40;
const widthOfLogs = 100;

/** Whether the terminal is known to take hyperlinks; most that do not would print rubbish. */
export function takesHyperlinks(env: Environment, stream: OutputStream): boolean {
  if (stream.isTTY !== true || env['CI'] || env['TERM'] === 'dumb') return false;
  const program = env['TERM_PROGRAM'] ?? '';
  return (
    Boolean(env['WT_SESSION'] || env['KITTY_WINDOW_ID'] || Number(env['VTE_VERSION']) >= 5000) ||
    /^(?:iTerm\.app|WezTerm|vscode|ghostty)$/u.test(program)
  );
}

/** Makes paths relative to the root of the repository, which CI systems name or the git work tree has. */
export function fromRepositoryRoot(cwd: string, env: Environment): (file: string) => string {
  const root = env['GITHUB_WORKSPACE'] ?? gitRoot(cwd) ?? cwd;
  return (file) => {
    if (file.startsWith('<')) return file;
    const path = relative(root, resolve(cwd, file));
    return sep === '/' ? path : path.replaceAll(sep, '/');
  };
}
