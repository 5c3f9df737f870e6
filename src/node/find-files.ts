import { type Dirent, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Ignore, IgnoreRule } from 'ignore';
import { loadIgnore } from './ignore-files.ts';

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
  /** Directories that could not be read, with the reason. */
  readonly unreadable: readonly string[];
  /** How many files were named, and left out by `forceExclude`. */
  readonly excluded: number;
}

const manifest = /\.ya?ml$/iu;
const markdown = /\.(?:md|markdown)$/iu;
/** Folders that hold no manifests of one's own, or dead ones; files that are partial on purpose, and configuration. */
export const skippedFolders: ReadonlySet<string> = new Set([
  '.git',
  'node_modules',
  'vendor',
  '.terraform',
  'archive',
  '.archive',
]);
const skippedFiles = /(?:-assert\.ya?ml|^chainsaw-test\.ya?ml|^\.cnpg-lint\.ya?ml)$/iu;

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
  const files = new Map<string, FoundFile>();
  const unmatched: string[] = [];
  const unreadable: string[] = [];
  const exclusions = new Exclusions(cwd);
  let excluded = 0;
  for (const pattern of patterns) {
    const before = files.size;
    const absolute = resolve(cwd, pattern);
    const stats = statSync(absolute, { throwIfNoEntry: false });
    let matched = true;
    if (stats?.isDirectory()) {
      matched = walk(absolute, cwd, withMarkdown, files, unreadable) || files.size > before;
    } else if (stats) {
      if (forceExclude && exclusions.reasonFor(absolute) !== undefined) excluded += 1;
      else add(files, absolute, cwd, !forceExclude);
    } else {
      const matches = isGlob(pattern) ? await expand(pattern, cwd) : [];
      const searched = matches.filter((match) => exclusions.reasonFor(resolve(cwd, match)) === undefined);
      for (const match of searched) add(files, resolve(cwd, match), cwd, false);
      matched = matches.length > 0;
    }
    if (!matched) unmatched.push(pattern);
  }
  return { files: [...files.values()], unmatched, unreadable, excluded };
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
  if (!isGlob(pattern) || statSync(pattern, { throwIfNoEntry: false })) return pattern;
  const plain = pattern.slice(0, pattern.search(/[*?[\]{}!]/u));
  return dirname(`${plain}x`);
}

/** The glob library costs more to load than most runs take, so it waits for a pattern that needs it. */
export async function expand(pattern: string, cwd: string): Promise<string[]> {
  const { glob } = await import('glob');
  const matches = await glob(pattern, { cwd, nodir: true, dot: true, ignore: ['**/.git/**', '**/node_modules/**'] });
  // A pattern that names an ending means it; any other means manifests.
  const namesEnding = /\.\w+$/u.test(pattern);
  return matches.filter((path) => namesEnding || manifest.test(path)).sort();
}

function add(files: Map<string, FoundFile>, absolute: string, cwd: string, isNamed: boolean): void {
  if (isNamed || !files.has(absolute)) files.set(absolute, { path: displayPath(absolute, cwd), absolute, isNamed });
}

/** Searches a directory; says whether it holds any file that could be meant. Links to directories are not followed. */
function walk(
  root: string,
  cwd: string,
  withMarkdown: boolean,
  files: Map<string, FoundFile>,
  unreadable: string[],
): boolean {
  let any = false;
  const visit = (folder: string, ignores: readonly FolderIgnore[]): void => {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      unreadable.push(`${displayPath(folder, cwd)}: ${reason(error)}`);
      return;
    }
    const own = loadIgnore(
      folder,
      entries.map(({ name }) => name),
    );
    const all = own ? [...ignores, { folder, ignore: own }] : ignores;
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const { name } = entry;
      if (entry.isDirectory()) {
        const path = join(folder, name);
        if (!skippedFolders.has(name) && !ruleFor(`${path}/`, all)) visit(path, all);
        continue;
      }
      if (!(manifest.test(name) || (withMarkdown && markdown.test(name))) || skippedFiles.test(name)) continue;
      const path = join(folder, name);
      if (!entry.isFile() && !isLinkToFile(entry, path)) continue;
      any = true;
      if (!ruleFor(path, all)) add(files, path, cwd, false);
    }
  };
  visit(root, ignoresAbove(root));
  return any;
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

function isLinkToFile(entry: Dirent, path: string): boolean {
  return entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** Whether a directory is the root of a git work tree; in a linked work tree `.git` is a file. */
export function isGitRoot(folder: string): boolean {
  return statSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined;
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
  const code = (error as { code?: string } | null)?.code;
  const words: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    ENOENT: 'no such file',
    EISDIR: 'is a directory',
    ENOTDIR: 'not a directory',
    ELOOP: 'too many links',
    EMFILE: 'too many open files',
  };
  return words[code ?? ''] ?? (error instanceof Error ? error.message : String(error));
}
