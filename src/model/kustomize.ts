import { parse } from '../manifest/document.ts';
import { splitDocuments } from '../manifest/split.ts';
import type { SourceFile } from '../text/source.ts';

/** What a kustomization, or a Flux Kustomization, does to what it includes. */
interface Layer {
  /** Files and directories that it includes. */
  readonly includes: ReadonlySet<string>;
  /** The namespace that it puts everything into, whatever is written there. */
  readonly namespace: string | undefined;
  readonly prefix: string;
  readonly suffix: string;
}

/** The layers that a file goes through on its way to the cluster, from the innermost to the outermost. */
export type Route = readonly Layer[];

/** The routes of what nothing includes, or nothing changes. */
export const asWritten: readonly Route[] = [[]];

interface Includer {
  readonly layer: Layer;
  /** The directory of a kustomization, which others may include. */
  readonly directory: string | undefined;
}

const fluxGroup = 'kustomize.toolkit.fluxcd.io';
/** Above that many routes nobody can say where something ends up; what shares components seldom has so many. */
const mostRoutes = 200;

/** Whether a file's name says that it is a kustomization. */
export function isKustomization(path: string): boolean {
  return /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/u.test(path);
}

/**
 * What includes what, and how it is deployed. A project has many kustomizations and few that include something of ours, so
 * that one is parsed only when its text seems to mention what is asked for.
 */
export class Inclusions {
  /** Whether any kustomization renames what it includes. */
  readonly mayRename: boolean;
  readonly #kustomizations: ReadonlyMap<string, SourceFile>;
  readonly #flux: readonly SourceFile[];
  readonly #layers = new Map<SourceFile, readonly Layer[]>();
  readonly #routes = new Map<string, readonly Route[]>();
  #mentions: ReadonlyMap<string, readonly SourceFile[]> | undefined;

  constructor(files: readonly SourceFile[]) {
    const kustomizations = files.filter(({ path }) => isKustomization(path));
    this.#kustomizations = new Map(kustomizations.map((file) => [directoryOf(file.path), file]));
    this.#flux = files.filter(({ path, text }) => !isKustomization(path) && text.includes(fluxGroup));
    this.mayRename = files.some(({ text }) => /^[ \t]*name(?:Prefix|Suffix):/mu.test(text));
  }

  /** All ways of a file or directory; one without layers where nothing is seen to include it. */
  routes(path: string): readonly Route[] {
    let routes = this.#routes.get(path);
    if (!routes) {
      // A directory that includes itself in a circle ends there.
      this.#routes.set(path, asWritten);
      const found = this.#includersOf(path).flatMap(({ layer, directory }) =>
        directory === undefined ? [[layer]] : this.routes(directory).map((outer) => [layer, ...outer]),
      );
      routes = found.length === 0 ? asWritten : found.slice(0, mostRoutes);
      this.#routes.set(path, routes);
    }
    return routes;
  }

  #includersOf(path: string): readonly Includer[] {
    const above = this.#mentioning(path).flatMap((file) => {
      const directory = directoryOf(file.path);
      if (!isKustomization(file.path) || directory === path) return [];
      return this.#layersOf(file).flatMap((layer) => (layer.includes.has(path) ? [{ layer, directory }] : []));
    });
    return [...above, ...this.#fluxOf(path).map((layer) => ({ layer, directory: undefined }))];
  }

  /** The Flux Kustomizations of a path: those of its directory, or of one above it if no kustomization stands between. */
  #fluxOf(path: string): Layer[] {
    if (this.#flux.length === 0) return [];
    const found: Layer[] = [];
    for (let at = path; at !== '' && at !== '/'; at = directoryOf(at)) {
      if (at !== path && this.#kustomizations.has(at)) break;
      // Flux names paths as seen from the root of the repository, wherever that is.
      for (let start = 0; ; ) {
        const included = at.slice(start);
        for (const file of this.#mentioning(included)) {
          if (isKustomization(file.path) || !file.path.startsWith(at.slice(0, start))) continue;
          found.push(...this.#layersOf(file).filter(({ includes }) => includes.has(included)));
        }
        const slash = at.indexOf('/', start);
        if (slash === -1) break;
        start = slash + 1;
      }
    }
    return found;
  }

  #mentioning(path: string): readonly SourceFile[] {
    this.#mentions ??= mentionsIn([...this.#kustomizations.values(), ...this.#flux]);
    return this.#mentions.get(path) ?? [];
  }

  #layersOf(file: SourceFile): readonly Layer[] {
    let layers = this.#layers.get(file);
    if (!layers) {
      layers = isKustomization(file.path) ? kustomizationIn(file) : fluxIn(file);
      this.#layers.set(file, layers);
    }
    return layers;
  }
}

/** Which files seem to mention a path, by a look at their texts. */
function mentionsIn(files: readonly SourceFile[]): ReadonlyMap<string, readonly SourceFile[]> {
  const mentions = new Map<string, SourceFile[]>();
  for (const file of files) {
    const isOwn = isKustomization(file.path);
    const directory = directoryOf(file.path);
    const pattern = isOwn
      ? /(?:^[ \t]*-|[[,])[ \t]*["']?([^\s"',#[\]{}]+)/gmu
      : /(?:\bpath:|^[ \t]*-)[ \t]*["']?([^\s"',#]+)/gmu;
    for (const [, written = ''] of file.text.matchAll(pattern)) {
      const path = isOwn ? join(directory, written) : withoutDots(written);
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

function kustomizationIn({ path, text }: SourceFile): Layer[] {
  const value = mappingIn(text, { start: 0, end: text.length });
  const directory = directoryOf(path);
  const listed = [value['resources'], value['bases'], value['components']].flat().filter(isText);
  return [
    layerOf(
      value,
      listed.map((one) => join(directory, one)),
      value['namespace'],
    ),
  ];
}

function fluxIn(file: SourceFile): Layer[] {
  return splitDocuments(file).flatMap((part) => {
    if (!file.text.slice(part.start, part.end).includes(fluxGroup)) return [];
    const value = mappingIn(file.text, part);
    const spec = Object(value['spec']) as Readonly<Record<string, unknown>>;
    const { path } = spec as { readonly path?: unknown };
    if (value['kind'] !== 'Kustomization' || !isText(path)) return [];
    const components = [spec['components']].flat().filter(isText);
    const root = join('', path);
    const includes = [root, ...components.map((one) => join(root, one))];
    return [layerOf(spec, includes, spec['targetNamespace'])];
  });
}

function layerOf(value: Readonly<Record<string, unknown>>, includes: readonly string[], namespace: unknown): Layer {
  const text = (key: string): string => (isText(value[key]) ? value[key] : '');
  return {
    includes: new Set(includes),
    namespace: isText(namespace) ? namespace : undefined,
    prefix: text('namePrefix'),
    suffix: text('nameSuffix'),
  };
}

function mappingIn(text: string, part: { readonly start: number; readonly end: number }): Record<string, unknown> {
  return Object(parse(text, part).value) as Record<string, unknown>;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !value.includes('\n');
}

/** The directory of a path; empty for a path of one segment. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash > 0 ? path.slice(0, slash) : path.slice(0, Math.max(0, slash + 1));
}

/** A relative path seen from a directory. */
export function join(directory: string, relative: string): string {
  const segments = directory === '' ? [] : directory.split('/');
  for (const segment of relative.split('/')) {
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments.join('/');
}
