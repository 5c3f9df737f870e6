import type { SourceFile } from '../text/source.ts';
import { directoryOf, join, rootLength } from './file-paths.ts';
import { isKustomization, type Layer, type LayerPatch, layersIn, mayDeploy } from './layer.ts';

/** The layers that a file goes through on its way to the cluster, from the innermost to the outermost. */
export type Route = readonly Layer[];

/** The routes of what nothing includes, or nothing changes. */
export const asWritten: readonly Route[] = [[]];

/** Above that many routes nobody can say where something ends up; what shares components seldom has so many. */
export const mostRoutes = 200;

/**
 * What includes and patches what, and how it is deployed. A project has many kustomizations and few that have to do with
 * something of ours, so that one is parsed only when its text seems to mention what is asked for.
 */
export class Kustomizations {
  /** Whether any of them renames what it includes. */
  readonly mayRename: boolean;
  /** Whether any of them patches what it includes. */
  readonly mayPatch: boolean;
  readonly #files: readonly SourceFile[];
  readonly #byDirectory: ReadonlyMap<string, SourceFile>;
  readonly #layers = new Map<SourceFile, readonly Layer[]>();
  readonly #routes = new Map<string, readonly Route[]>();
  readonly #listing = new Map<string, readonly Layer[]>();
  #mentions: ReadonlyMap<string, readonly SourceFile[]> | undefined;

  /** Takes kustomizations, and files with objects of Flux or Argo CD; others do no harm. */
  constructor(files: readonly SourceFile[]) {
    const own = files.filter(({ path }) => isKustomization(path));
    this.#byDirectory = new Map(own.map((file) => [directoryOf(file.path), file]));
    // Environments are told in the order of their names, whichever is read first.
    this.#files = [
      ...this.#byDirectory.values(),
      ...files.filter((file) => !isKustomization(file.path) && mayDeploy(file.text)),
    ].sort((a, b) => (a.path < b.path ? -1 : 1));
    this.mayRename = files.some(({ text }) => /^[ \t]*name(?:Prefix|Suffix):/mu.test(text));
    this.mayPatch = files.some(({ text }) => text.includes('patches'));
  }

  /** All ways of a file or directory; one without layers where nothing is seen to include it. */
  routes(path: string): readonly Route[] {
    let routes = this.#routes.get(path);
    if (!routes) {
      // A directory that includes itself in a circle ends there.
      this.#routes.set(path, asWritten);
      const found = this.#including(path).flatMap((layer) =>
        layer.directory === undefined ? [[layer]] : this.routes(layer.directory).map((outer) => [layer, ...outer]),
      );
      routes = found.length === 0 ? asWritten : found.slice(0, mostRoutes);
      this.#routes.set(path, routes);
    }
    return routes;
  }

  /** Whether a kustomization applies a file as a patch. */
  isPatch(path: string): boolean {
    return this.mayPatch && this.#mentioning(path).some(({ patches }) => patches.some(({ file }) => file === path));
  }

  /** The kustomizations that list a file. */
  listing(path: string): readonly Layer[] {
    let found = this.#listing.get(path);
    if (!found) {
      found = this.#mentioning(path).filter(({ directory, includes }) => directory !== undefined && includes.has(path));
      this.#listing.set(path, found);
    }
    return found;
  }

  /** Whether a kustomization stands in the directory of a file, or above it. */
  areAbove(path: string): boolean {
    return this.#above(path).length > 0;
  }

  /** Whether what is above a file, or includes it, may put it into another namespace than is written. */
  mayMove(path: string): boolean {
    const above = this.#above(path).flatMap((file) => this.#layersOf(file));
    return [...above, ...this.routes(path).flat()].some(({ namespace }) => namespace !== undefined);
  }

  /**
   * The patches that a layer applies to what comes from one of the paths that it includes, in their order. Nothing where it
   * does more than can be followed.
   */
  patches(layer: Layer, from: string, within: readonly Layer[] = []): readonly LayerPatch[] | undefined {
    if (layer.isOpaque || within.includes(layer)) return undefined;
    const found: LayerPatch[] = [];
    // A component is applied to what is there before it, and to what it brings.
    for (const directory of layer.components.slice(layer.components.indexOf(from) + 1)) {
      const file = this.#byDirectory.get(directory);
      const [component] = file ? this.#layersOf(file) : [];
      const isPlain = component && [component.namespace, component.prefix, component.suffix].every((one) => !one);
      const patches = isPlain && this.patches(component, '', [...within, layer]);
      if (!patches) return undefined;
      found.push(...patches);
    }
    return [...found, ...layer.patches];
  }

  #including(path: string): readonly Layer[] {
    return [...this.listing(path).filter(({ directory }) => directory !== path), ...this.#deploying(path)];
  }

  #above(path: string): readonly SourceFile[] {
    const found: SourceFile[] = [];
    for (let at = directoryOf(path); ; at = directoryOf(at)) {
      const file = this.#byDirectory.get(at);
      if (file) found.push(file);
      if (at === '' || at === '/') return found;
    }
  }

  /** What applies a path, or a directory that it is in without a kustomization between. */
  #deploying(path: string): readonly Layer[] {
    const found: Layer[] = [];
    if (this.#files.length === this.#byDirectory.size) return found;
    const isFile = !this.#byDirectory.has(path);
    for (let at = path; at !== '' && at !== '/'; at = directoryOf(at)) {
      if (at !== path && this.#byDirectory.has(at)) break;
      const isFlat = at === path || (isFile && at === directoryOf(path));
      // These name paths as seen from the root of the repository, wherever that is.
      for (let start = rootLength(at); ; ) {
        const included = at.slice(start);
        for (const layer of this.#mentioning(included, at.slice(0, start)))
          if (layer.directory === undefined && layer.includes.has(included) && (isFlat || layer.isRecursive))
            found.push(layer);
        const slash = at.indexOf('/', start);
        if (slash === -1) break;
        start = slash + 1;
      }
    }
    return found;
  }

  /** The layers of the files below a root that seem to mention a path. */
  #mentioning(path: string, root = ''): readonly Layer[] {
    this.#mentions ??= mentionsIn(this.#files);
    const files = this.#mentions.get(path) ?? [];
    return files.filter((file) => file.path.startsWith(root)).flatMap((file) => this.#layersOf(file));
  }

  #layersOf(file: SourceFile): readonly Layer[] {
    let layers = this.#layers.get(file);
    if (!layers) this.#layers.set(file, (layers = layersIn(file)));
    return layers;
  }
}

/** Which files seem to mention a path, by a look at their texts. */
function mentionsIn(files: readonly SourceFile[]): ReadonlyMap<string, readonly SourceFile[]> {
  const mentions = new Map<string, SourceFile[]>();
  // Behind the key `path`, or as an item of a list.
  const pattern = /(?:\bpath["']?:|(?:^[ \t]*-|[[,])(?![ \t]*["']?path["']?:))[ \t]*["']?([^\s"',#[\]{}]+)/gmu;
  for (const file of files) {
    const directory = isKustomization(file.path) ? directoryOf(file.path) : undefined;
    for (const [, written = ''] of file.text.matchAll(pattern)) {
      const path = directory === undefined ? withoutDots(written) : join(directory, written);
      const known = mentions.get(path);
      if (!known) mentions.set(path, [file]);
      else if (known.at(-1) !== file) known.push(file);
    }
  }
  return mentions;
}

/** A path without the steps up that it begins with. */
function withoutDots(path: string): string {
  return join('', path).replace(/^(?:\.\.\/)+/u, '');
}
