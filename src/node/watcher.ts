import { type Dirent, type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { isWithin, reason, skippedFolders } from './find-files.ts';
import { UsageError } from './usage-error.ts';

/** A change often comes in pieces: an editor writes a new file, removes the old one and renames. */
const quiet = 40;
/** However many pieces follow each other, after so many milliseconds they are told. */
const longest = 400;
/** Elsewhere Node watches all below a directory by watching each file, which is more than is needed. */
const isRecursive = process.platform === 'darwin' || process.platform === 'win32';

/** Watches files, and directories with all below, and tells of the paths that changed, a moment after the last change. */
export class Watcher {
  readonly #tell: (paths: readonly string[]) => void;
  readonly #roots = new Set<string>();
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #first = 0;

  constructor(tell: (paths: readonly string[]) => void) {
    this.#tell = tell;
  }

  /** Watches a path, also where nothing is there yet. Throws a UsageError if the system refuses. */
  add(root: string): void {
    if (this.#roots.has(root)) return;
    this.#roots.add(root);
    this.#cover(root);
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  /** A file is watched by its directory, since editors replace it; what is not there, by the nearest directory above. */
  #cover(root: string): void {
    if (!isFolder(root)) this.#watch(nearestFolder(root), false);
    else if (isRecursive) this.#watch(root, true);
    else this.#coverBelow(root);
  }

  #coverBelow(folder: string): void {
    this.#watch(folder, false);
    let entries: readonly Dirent[] = [];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch {
      // It is gone again, or nobody may read it: then there is nothing in it to watch.
    }
    for (const entry of entries)
      if (entry.isDirectory() && !skippedFolders.has(entry.name)) this.#coverBelow(join(folder, entry.name));
  }

  #watch(folder: string, recursive: boolean): void {
    if (this.#watchers.has(folder)) return;
    try {
      const watcher = watch(folder, { recursive }, (_, name) => {
        if (name?.split(sep).some((part) => skippedFolders.has(part)) !== true) this.#hear(join(folder, name ?? ''));
      });
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
    if (isFolder(path)) this.#coverNew(path);
    else this.#drop(path);
    this.#coverLost();
    if (this.#changed.size === 0) this.#first = Date.now();
    this.#changed.add(path);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        const paths = [...this.#changed];
        this.#changed.clear();
        this.#tell(paths);
      },
      Math.max(0, Math.min(quiet, this.#first + longest - Date.now())),
    );
  }

  /** A directory that came is one to watch, or leads to one. */
  #coverNew(folder: string): void {
    for (const root of this.#roots)
      if (isWithin(root, folder)) this.#cover(root);
      else if (isWithin(folder, root) && !isRecursive) this.#coverBelow(folder);
  }

  /** A directory that goes is told of by a name within it. */
  #coverLost(): void {
    for (const root of this.#roots) {
      if (!this.#watchers.has(root) || isFolder(root)) continue;
      this.#drop(root);
      this.#cover(root);
    }
  }

  #drop(folder: string): void {
    for (const [path, watcher] of this.#watchers) {
      if (!isWithin(path, folder)) continue;
      watcher.close();
      this.#watchers.delete(path);
    }
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function nearestFolder(path: string): string {
  const above = dirname(path);
  return above === path || isFolder(above) ? above : nearestFolder(above);
}
