import { relative, resolve, sep } from 'node:path';
import { gitRoot } from '../node/find-files.ts';
import type { Arguments } from './options.ts';
import type { OutputStream, Surroundings } from './streams.ts';

type Environment = Surroundings['env'];

/** Whether output is coloured: the flags, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal. */
export function takesColor(flags: Arguments['flags'], env: Environment, stream: OutputStream): boolean {
  if (flags['no-color'] === true) return false;
  if (flags.color === true) return true;
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return (stream.isTTY === true && env['TERM'] !== 'dumb') || env['GITHUB_ACTIONS'] === 'true';
}

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
