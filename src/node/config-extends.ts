import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, resolve } from 'node:path';
import { didYouMean } from '../text/nearest.ts';
import { type ConfigLayer, configIn, loadLayer } from './config-file.ts';
import { displayPath } from './find-files.ts';
import { statsOf } from './read-file.ts';
import { UsageError } from './usage-error.ts';

/**
 * A configuration and all that it extends, the weakest first: what a file extends comes before it, in the order in which it is
 * named. Throws a UsageError with the place of an `extends` that leads nowhere or back.
 */
export function withExtended(
  layer: ConfigLayer,
  cwd: string,
  above: readonly ConfigLayer[] = [],
): readonly ConfigLayer[] {
  const chain = [...above, layer];
  const { extends: given = [] } = layer.content;
  const extended = [given].flat().flatMap((target, index) => {
    const at = layer.place('extends', ...(typeof given === 'string' ? [] : [index]));
    const complain = (why: string): UsageError =>
      new UsageError(`${at === '' ? '' : `${at}: `}cannot extend "${target}": ${why}`);
    const path = isPath(target) ? file(resolve(layer.folder, target), complain) : ofPackage(target, layer, complain);
    const start = chain.findIndex((one) => one.path === path);
    const circle = [...chain.slice(start).map(({ shown }) => shown), displayPath(path, cwd)];
    if (start !== -1) throw complain(`it leads back to itself, ${circle.join(' -> ')}`);
    // The patterns of a package are meant for the files of whoever uses it.
    const isOfPackage = !isPath(target) || layer.base !== layer.folder;
    const next = loadLayer(path, displayPath(path, cwd), isOfPackage ? layer.base : undefined);
    return withExtended(next, cwd, chain);
  });
  return [...extended, layer];
}

type Complain = (why: string) => UsageError;

/** As in Node, what begins with a dot or a slash is a path, and anything else the name of a package. */
function isPath(target: string): boolean {
  return /^\.{0,2}\/|^\.{1,2}$|^[A-Za-z]:[\\/]/u.test(target);
}

function file(path: string, complain: Complain): string {
  const stats = statsOf(path);
  const found = stats?.isDirectory() ? configIn(path) : path;
  if (found === undefined) throw complain('the directory holds no configuration');
  if (stats === undefined) {
    const question = didYouMean(basename(path), namesIn(dirname(path)));
    throw complain(`no such file${question === undefined ? '' : `; ${question}`}`);
  }
  return readable(found, complain);
}

/** Node finds the package, and its `exports` or `main` the file. */
function ofPackage(target: string, layer: ConfigLayer, complain: Complain): string {
  let path: string;
  try {
    path = createRequire(resolve(layer.folder, 'configuration')).resolve(target);
  } catch (error) {
    const isFile = statsOf(resolve(layer.folder, target))?.isFile() === true;
    if (isFile) throw complain(`no such package is installed; did you mean the file "./${target}"?`);
    const { code } = error as { code?: string };
    if (code === 'MODULE_NOT_FOUND') throw complain('no such package is installed, or its "main" names no file');
    throw complain(error instanceof Error ? error.message : String(error));
  }
  return readable(path, complain);
}

function readable(path: string, complain: Complain): string {
  if (/\.(?:ya?ml|json)$/iu.test(path)) return path;
  throw complain(`${basename(path)} is no YAML or JSON file`);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
