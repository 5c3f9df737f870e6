import { type Dirent, type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { reason, skippedFolders } from './find-files.ts';
import { UsageError } from './usage-error.ts';

/** A change often comes in pieces: an editor writes a new file, removes the old one and renames. */
const quiet = 40;
/** However many pieces follow each other, after so many milliseconds they are told. */
const longest = 400;
/** Elsewhere Node watches all below a directory by watching each file, which is more than is needed. */
const isRecursive = process.platform === 'darwin' || process.platform === 'win32';

/** Watches directories with all below, and tells of the paths that changed, a moment after the last change. */
export class Watcher {
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #tell: (paths: readonly string[]) => void;
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #first = 0;

  constructor(tell: (paths: readonly string[]) => void) {
    this.#tell = tell;
  }

  /** Watches a directory, the directory of a file, or the one in which a pattern begins. Throws a UsageError if the system refuses. */
  add(root: string): void {
    const folder = folderOf(root);
    if (isRecursive) this.#watch(folder, true);
    else this.#addBelow(folder);
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #addBelow(folder: string): void {
    if (this.#watchers.has(folder)) return;
    this.#watch(folder, false);
    let entries: readonly Dirent[] = [];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch {
      // It is gone again, or nobody may read it: then there is nothing in it to watch.
    }
    for (const entry of entries)
      if (entry.isDirectory() && !skippedFolders.has(entry.name)) this.#addBelow(join(folder, entry.name));
  }

  #watch(folder: string, recursive: boolean): void {
    if (this.#watchers.has(folder)) return;
    try {
      const watcher = watch(folder, { recursive }, (_, name) =>
        this.#hear(name === null ? folder : join(folder, name)),
      );
      watcher.on('error', () => this.#drop(folder));
      this.#watchers.set(folder, watcher);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'EACCES') return;
      const hint = code === 'ENOSPC' ? 'too many directories; raise fs.inotify.max_user_watches' : reason(error);
      throw new UsageError(`cannot watch ${folder}: ${hint}`);
    }
  }

  #hear(path: string): void {
    if (!isRecursive) {
      const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
      if (isFolder) this.#addBelow(path);
      else this.#drop(path);
    }
    if (this.#changed.size === 0) this.#first = Date.now();
    this.#changed.add(path);
    clearTimeout(this.#timer);
    const wait = Math.max(0, Math.min(quiet, this.#first + longest - Date.now()));
    this.#timer = setTimeout(() => {
      const paths = [...this.#changed];
      this.#changed.clear();
      this.#tell(paths);
    }, wait);
  }

  #drop(folder: string): void {
    for (const [path, watcher] of this.#watchers) {
      if (path !== folder && !path.startsWith(folder + sep)) continue;
      watcher.close();
      this.#watchers.delete(path);
    }
  }
}

function folderOf(root: string): string {
  const stats = statSync(root, { throwIfNoEntry: false });
  if (stats) return stats.isDirectory() ? root : dirname(root);
  const start = root.search(/[*?[\]{}!]/u);
  return folderOf(start === -1 ? dirname(root) : root.slice(0, root.lastIndexOf(sep, start)) || sep);
}
