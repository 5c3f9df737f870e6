/** How much of a path is the git revision that it is in, as in `HEAD:base/cluster.yaml`; nothing of most paths, and of a drive. */
export function rootLength(path: string): number {
  const length = path.indexOf(':') + 1;
  return path[length] === '/' ? 0 : length;
}

/** The directory of a path; empty for a path of one segment. */
export function directoryOf(path: string): string {
  const root = rootLength(path);
  const slash = path.lastIndexOf('/');
  if (slash > root) return path.slice(0, slash);
  return path.length === root ? '' : path.slice(0, Math.max(root, slash + 1));
}

/** A relative path seen from a directory. */
export function join(directory: string, relative: string): string {
  const root = rootLength(directory);
  const segments = directory.length === root ? [] : directory.slice(root).split('/');
  for (const segment of relative.split('/')) {
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return directory.slice(0, root) + segments.join('/');
}
