import { type Dirent, existsSync, lstatSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { getSystemErrorMap } from 'node:util';
import type { Ignore, IgnoreRule } from 'ignore';
import { loadIgnore } from './ignore-files.ts';
import { statsOf } from './read-file.ts';
import { decode, onDisk } from './utf8.ts';

/** A file to look at: how it is called in reports, and where it is. */
export interface FoundFile {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly absolute: string;
  /** Whether it was named itself, so that nothing which would leave it out of a search counts. */
  readonly isNamed: boolean;
}

/** What a search came to. */
export interface Found {
  readonly files: readonly FoundFile[];
  /** Patterns and paths that match nothing. */
  readonly unmatched: readonly string[];
  /** Directories and paths that could not be read, with the reason. */
  readonly unreadable: readonly string[];
  /** How many files were named, and left out by `forceExclude`. */
  readonly excluded: number;
  /** Links that lead nowhere, in directories that were searched. */
  readonly brokenLinks: readonly string[];
}

const manifest = /\.ya?ml$/iu;
const markdown = /\.(?:md|markdown)$/iu;
/** Folders that hold no manifests of one's own, or dead ones; files that are partial on purpose, configuration, and the locks of an editor. */
export const skippedFolders: ReadonlySet<string> = new Set(
  '.git node_modules vendor .terraform archive .archive'.split(' '),
);
const skippedFiles = /(?:^\.#.*|-assert\.ya?ml|^chainsaw-test\.ya?ml|^\.cnpg-lint\.ya?ml)$/iu;

/**
 * Finds files by path, directory or glob. A directory is searched for YAML, and for Markdown if that is asked for. A file that is
 * named counts whatever ignore files say, unless `forceExclude` has it treated like one that a search comes upon.
 */
export async function findFiles(
  patterns: readonly string[],
  cwd: string,
  withMarkdown: boolean,
  forceExclude = false,
): Promise<Found> {
  const found = { files: new Map<string, FoundFile>(), unreadable: [] as string[], brokenLinks: [] as string[] };
  const unmatched: string[] = [];
  const exclusions = new Exclusions(cwd);
  let excluded = 0;
  for (const pattern of patterns) {
    const before = found.files.size + found.unreadable.length;
    const absolute = asOnDisk(resolve(cwd, pattern));
    const stats = statsOf(absolute);
    if (stats?.isDirectory()) {
      const any = walk(absolute, cwd, withMarkdown, found);
      if (!any && found.files.size + found.unreadable.length === before) unmatched.push(pattern);
    } else if (stats) {
      if (forceExclude && exclusions.reasonFor(absolute) !== undefined) excluded += 1;
      else add(found.files, absolute, cwd, !forceExclude);
    } else {
      const matches = isGlob(pattern) ? await expand(pattern, cwd) : [];
      const searched = matches.filter((match) => exclusions.reasonFor(match) === undefined);
      for (const match of searched) add(found.files, match, cwd, false);
      const refusal = matches.length === 0 && whyNot(absolute);
      if (refusal) found.unreadable.push(`${pattern}: ${refusal}`);
      else if (matches.length === 0) unmatched.push(pattern);
    }
  }
  return { ...found, files: [...found.files.values()], unmatched, excluded };
}

/** Why a search leaves files out that lie in its way. */
export class Exclusions {
  readonly #cwd: string;
  readonly #byFolder = new Map<string, Ignore | undefined>();

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  /** Such as `.gitignore:2 "*.gen.yaml"`; nothing for a file that a search finds. */
  reasonFor(absolute: string): string | undefined {
    const root = gitRoot(dirname(absolute)) ?? this.#cwd;
    const local = displayPath(absolute, root);
    if (local.startsWith('../')) return undefined;
    const segments = local.split('/');
    const ignores: FolderIgnore[] = [];
    for (const [depth, segment] of segments.entries()) {
      const folder = join(root, ...segments.slice(0, depth));
      const isFile = depth === segments.length - 1;
      const ignore = this.#ignoreOf(folder);
      if (ignore) ignores.push({ folder, ignore });
      const rule = ruleFor(join(folder, isFile ? segment : `${segment}/`), ignores);
      if (rule) return `${displayPath(rule.mark ?? '', this.#cwd)} "${rule.pattern}"`;
      // What lies above the working directory was chosen by whoever went there.
      const isBelow = !displayPath(join(folder, segment), this.#cwd).startsWith('..');
      if (isBelow && !isFile && skippedFolders.has(segment)) return `the folder ${segment}/, which is never searched`;
      if (isFile && skippedFiles.test(segment)) return `the name ${segment}, which no manifest has`;
    }
    return undefined;
  }

  #ignoreOf(folder: string): Ignore | undefined {
    if (!this.#byFolder.has(folder)) this.#byFolder.set(folder, loadIgnore(folder));
    return this.#byFolder.get(folder);
  }
}

/** A path with its names as they are on disk; Node gives arguments and the working directory with U+FFFD for what is not UTF-8. */
export function asOnDisk(path: string): string {
  if (!path.includes('\ufffd')) return path;
  const folder = asOnDisk(dirname(path));
  const name = basename(path);
  const real = namesIn(folder).find((bytes) => bytes.toString('utf8') === name);
  return join(folder, real ? decode(real) : name);
}

function namesIn(folder: string): Buffer[] {
  try {
    return readdirSync(onDisk(folder), { encoding: 'buffer' });
  } catch {
    return [];
  }
}

/** Why nothing can be read at a path; no reason if there is nothing at all. */
function whyNot(path: string): string | undefined {
  try {
    if (!lstatSync(onDisk(path)).isSymbolicLink()) return undefined;
  } catch (error) {
    return isAbsent(error) ? undefined : reason(error);
  }
  try {
    statSync(onDisk(path));
    return undefined;
  } catch (error) {
    return isAbsent(error) ? `links to "${readlinkSync(onDisk(path))}", which does not exist` : reason(error);
  }
}

function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
}

/** The path of a file as reports call it. */
export function displayPath(absolute: string, cwd: string): string {
  const path = relative(cwd, absolute) || '.';
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

/** Whether a path is that of a folder or lies below it; both are absolute. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function isGlob(pattern: string): boolean {
  return /[*?[\]{}!]/u.test(pattern);
}

/** The folder below which a pattern can match; a path that is none stays what it is. */
export function beginningOf(pattern: string): string {
  if (!isGlob(pattern) || statsOf(pattern)) return pattern;
  const plain = pattern.slice(0, pattern.search(/[*?[\]{}!]/u));
  return dirname(`${plain}x`);
}

/** The glob library costs more to load than most runs take, so it waits for a pattern that needs it. */
export async function expand(pattern: string, cwd: string): Promise<string[]> {
  const { globSync } = await import('glob');
  const fs = {
    readdirSync: entriesOf,
    lstatSync: (path: string) => lstatSync(onDisk(path)),
  };
  const matches = globSync(pattern, { cwd, nodir: true, dot: true, ignore: ['**/.git/**', '**/node_modules/**'], fs });
  // A pattern that names an ending means it; any other means manifests.
  const namesEnding = /\.\w+$/u.test(pattern);
  return matches
    .filter((path) => namesEnding || manifest.test(path))
    .sort()
    .map((path) => resolve(cwd, path))
    .filter((path) => statsOf(path)?.isFile() !== false);
}

function add(files: Map<string, FoundFile>, absolute: string, cwd: string, isNamed: boolean): void {
  if (isNamed || !files.has(absolute)) files.set(absolute, { path: displayPath(absolute, cwd), absolute, isNamed });
}

/** Searches a directory; says whether it holds any file that could be meant. Links to directories are not followed. */
function walk(
  root: string,
  cwd: string,
  withMarkdown: boolean,
  { files, unreadable, brokenLinks }: { files: Map<string, FoundFile>; unreadable: string[]; brokenLinks: string[] },
): boolean {
  let any = false;
  const visit = (folder: string, ignores: readonly FolderIgnore[]): void => {
    let entries: Dirent[];
    try {
      entries = entriesOf(folder);
    } catch (error) {
      unreadable.push(`${displayPath(folder, cwd)}: ${reason(error)}`);
      return;
    }
    const own = loadIgnore(
      folder,
      entries.map(({ name }) => name),
    );
    const all = own ? [...ignores, { folder, ignore: own }] : ignores;
    for (const entry of entries) {
      const { name } = entry;
      const path = join(folder, name);
      if (entry.isDirectory()) {
        if (!skippedFolders.has(name) && !ruleFor(`${path}/`, all)) visit(path, all);
        continue;
      }
      if (!(manifest.test(name) || (withMarkdown && markdown.test(name))) || skippedFiles.test(name)) continue;
      const stats = entry.isSymbolicLink() ? statsOf(path) : entry;
      if (stats && !stats.isFile()) continue;
      any = true;
      if (ruleFor(path, all)) continue;
      if (stats) add(files, path, cwd, false);
      else brokenLinks.push(displayPath(path, cwd));
    }
  };
  visit(root, ignoresAbove(root));
  return any;
}

/** What a directory holds, by name. Names as bytes cost more, so they wait for one that is not UTF-8. */
function entriesOf(folder: string): Dirent[] {
  const path = onDisk(folder);
  let entries = readdirSync(path, { withFileTypes: true });
  if (entries.some(({ name }) => name.includes('\ufffd')))
    entries = readdirSync(path, { withFileTypes: true, encoding: 'buffer' }).map(
      // Node's type for entries of bytes knows none with a name that is a text, as it is now.
      (entry) => Object.assign(entry, { name: decode(entry.name) }) as unknown as Dirent,
    );
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

interface FolderIgnore {
  readonly folder: string;
  readonly ignore: Ignore;
}

/** The ignore files between a directory and the root of its git work tree. */
function ignoresAbove(folder: string): FolderIgnore[] {
  const chain: FolderIgnore[] = [];
  for (let at = folder; ; at = dirname(at)) {
    if (isGitRoot(at) || dirname(at) === at) return isGitRoot(at) ? chain.reverse() : [];
    const parent = dirname(at);
    const ignore = loadIgnore(parent);
    if (ignore) chain.push({ folder: parent, ignore });
  }
}

/** The rule by which ignore files leave a path out, if any does. */
function ruleFor(path: string, ignores: readonly FolderIgnore[]): IgnoreRule | undefined {
  // The nearest file that says anything of a path has the last word.
  for (let index = ignores.length - 1; index >= 0; index--) {
    const one = ignores[index];
    if (!one) continue;
    const local = path.slice(one.folder.length + (one.folder.endsWith('/') ? 0 : 1));
    const { ignored, unignored, rule } = one.ignore.test(sep === '/' ? local : local.replaceAll(sep, '/'));
    if (ignored || unignored) return rule;
  }
  return undefined;
}

/** Whether a directory is the root of a git work tree; in a linked work tree `.git` is a file. */
export function isGitRoot(folder: string): boolean {
  return existsSync(onDisk(join(folder, '.git')));
}

/** The root of the git work tree that a directory is in, if it is in one. */
export function gitRoot(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (isGitRoot(at)) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** Why the file system refused, in a few words. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code = '', errno = 0, message }: NodeJS.ErrnoException = error;
  const words: Readonly<Record<string, string>> = {
    EPERM: 'permission denied',
    ENOENT: 'no such file',
    ENOTDIR: 'no such file',
    EISDIR: 'is a directory',
    ELOOP: 'its links lead in a circle',
    ENXIO: 'is a socket',
  };
  return words[code] ?? getSystemErrorMap().get(errno)?.[1] ?? message;
}
