import { parse } from '../manifest/document.ts';
import { splitDocuments } from '../manifest/split.ts';
import type { SourceFile } from '../text/source.ts';

/** What a kustomization, or a Flux Kustomization, does to what it includes. */
export interface Layer {
  /** Files and directories that it includes, as paths like its own and as it names them. */
  readonly includes: ReadonlyMap<string, string>;
  /** The namespace that it puts everything into, whatever is written there. */
  readonly namespace: string | undefined;
  readonly prefix: string;
  readonly suffix: string;
}

/** The layers that a file goes through on its way to the cluster, from the innermost to the outermost. */
export type Route = readonly Layer[];

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
 * that one is parsed only when its text mentions the name of what is asked for.
 */
export class Inclusions {
  /** Whether any kustomization renames what it includes. */
  readonly mayRename: boolean;
  readonly #kustomizations: ReadonlyMap<string, SourceFile>;
  readonly #flux: readonly SourceFile[];
  readonly #layers = new Map<SourceFile, readonly Layer[]>();
  readonly #listings = new Map<string, Map<string, readonly Includer[]>>();
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
      this.#routes.set(path, [[]]);
      const found = this.#includersOf(path).flatMap(({ layer, directory }) =>
        directory === undefined ? [[layer]] : this.routes(directory).map((outer) => [layer, ...outer]),
      );
      routes = found.length === 0 ? [[]] : found.slice(0, mostRoutes);
      this.#routes.set(path, routes);
    }
    return routes;
  }

  #includersOf(path: string): readonly Includer[] {
    const above = ['..', lastSegment(path)].flatMap((segment) => this.#listing(segment).get(path) ?? []);
    const ofKustomizations = above.filter(({ directory }) => directory !== path);
    return [...ofKustomizations, ...this.#fluxOf(path).map((layer) => ({ layer, directory: undefined }))];
  }

  /** What the kustomizations that mention a last segment include. */
  #listing(segment: string): ReadonlyMap<string, readonly Includer[]> {
    let listing = this.#listings.get(segment);
    if (!listing) {
      this.#listings.set(segment, (listing = new Map()));
      for (const file of this.#mentioning(segment).filter(({ path }) => isKustomization(path)))
        for (const layer of this.#layersOf(file))
          for (const [included, written] of layer.includes) {
            if (lastSegment(written) !== segment) continue;
            const includer = { layer, directory: directoryOf(file.path) };
            listing.set(included, [...(listing.get(included) ?? []), includer]);
          }
    }
    return listing;
  }

  /** The Flux Kustomizations of a path: those of its directory, or of one above it if no kustomization stands between. */
  #fluxOf(path: string): Layer[] {
    const found: Layer[] = [];
    for (let at = path; ; at = directoryOf(at)) {
      if (at !== path && this.#kustomizations.has(at)) break;
      for (const file of this.#mentioning(lastSegment(at))) {
        if (isKustomization(file.path)) continue;
        for (const layer of this.#layersOf(file))
          if ([...layer.includes.keys()].some((included) => isBelowRootOf(file.path, included, at))) found.push(layer);
      }
      if (at === '' || at === '/' || directoryOf(at) === at) break;
    }
    return found;
  }

  #mentioning(segment: string): readonly SourceFile[] {
    this.#mentions ??= mentionsIn([...this.#kustomizations.values(), ...this.#flux]);
    return this.#mentions.get(segment) ?? [];
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

/** Which files mention a last segment of a path. */
function mentionsIn(files: readonly SourceFile[]): ReadonlyMap<string, readonly SourceFile[]> {
  const mentions = new Map<string, SourceFile[]>();
  for (const file of files) {
    const pattern = isKustomization(file.path)
      ? /[^\s"',:#[\]{}/]+(?=\/?(?:["',\s\]}#]|$))/gu
      : /(?:\/|\bpath:[ \t]*["']?)([^\s"',:#[\]{}/]+)(?=\/?(?:["',\s\]}#]|$))/gu;
    for (const match of file.text.matchAll(pattern)) {
      const segment = match[1] ?? match[0];
      const known = mentions.get(segment);
      if (!known) mentions.set(segment, [file]);
      else if (known.at(-1) !== file) known.push(file);
    }
  }
  return mentions;
}

function kustomizationIn({ path, text }: SourceFile): Layer[] {
  const value = mappingIn(text, { start: 0, end: text.length });
  const directory = directoryOf(path);
  const listed = [value['resources'], value['bases'], value['components']].flat().filter(isText);
  return [
    layerOf(
      value,
      listed.map((one) => [join(directory, one), one.replace(/\/+$/u, '')] as const),
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
    const includes = [root, ...components.map((one) => join(root, one))].map((one) => [one, one] as const);
    return [layerOf(spec, includes, spec['targetNamespace'])];
  });
}

function layerOf(
  value: Readonly<Record<string, unknown>>,
  includes: readonly (readonly [string, string])[],
  namespace: unknown,
): Layer {
  const text = (key: string): string => (isText(value[key]) ? value[key] : '');
  return {
    includes: new Map(includes),
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

/** Whether a path is the one that is included as seen from the root of a repository which the including file is in, too. */
function isBelowRootOf(file: string, included: string, path: string): boolean {
  if (included === '' || (path !== included && !path.endsWith(`/${included}`))) return false;
  return file.startsWith(path.slice(0, path.length - included.length));
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

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
