import { realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
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
/** Columns of what goes to no terminal. */
export const widthOfLogs = 100;

/**
 * Whether the terminal is known to take hyperlinks, by the variables and versions that the package supports-hyperlinks
 * goes by; most terminals that do not would print rubbish. FORCE_HYPERLINK decides where it is set.
 */
export function takesHyperlinks(env: Environment, stream: OutputStream): boolean {
  if (env['FORCE_HYPERLINK']) return env['FORCE_HYPERLINK'] !== '0';
  if (stream.isTTY !== true || env['CI'] || env['TEAMCITY_VERSION'] || env['TERM'] === 'dumb') return false;
  const since = firstVersions.get(env['TERM_PROGRAM'] ?? '');
  if (since !== undefined && isAtLeast(env['TERM_PROGRAM_VERSION'] ?? '', since)) return true;
  const isKnown = env['WT_SESSION'] || env['KITTY_WINDOW_ID'] || /^(?:alacritty|xterm-kitty)$/u.test(env['TERM'] ?? '');
  return Boolean(isKnown) || Number(env['VTE_VERSION']) >= 5000;
}

/** The versions since which terminals take hyperlinks. */
const firstVersions: ReadonlyMap<string, string> = new Map([
  ['iTerm.app', '3.1'],
  ['WezTerm', '20200620'],
  ['vscode', '1.72'],
  ['ghostty', ''],
]);

function isAtLeast(version: string, least: string): boolean {
  return version.localeCompare(least, 'en', { numeric: true }) >= 0;
}

/**
 * Makes paths relative to the root of the repository, which CI systems name or the git work tree has. What does not lie
 * in it keeps its whole path. Links are followed, as git and its hosts know only the files themselves.
 */
export function fromRepositoryRoot(cwd: string, env: Environment): (file: string) => string {
  const here = realPath(cwd);
  const root = realPath(env['GITHUB_WORKSPACE'] || gitRoot(here) || here);
  return (file) => {
    if (file.startsWith('<')) return file;
    const whole = realPath(resolve(here, file));
    const path = relative(root, whole);
    const shown = path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path) ? whole : path;
    return sep === '/' ? shown : shown.replaceAll(sep, '/');
  };
}

/** A path without links; as it is where nothing has it. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
