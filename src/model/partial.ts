import { parse } from '../manifest/document.ts';
import type { SourceFile } from '../text/source.ts';
import { directoryOf, Inclusions, isKustomization, join } from './kustomize.ts';
import type { ResourceData } from './reading.ts';

/** What the kustomizations of a project say of its files; paths are like those of the kustomizations. */
export interface Kustomizations {
  /** Files that are applied as patches. */
  readonly patches: ReadonlySet<string>;
  /** Directories that hold a kustomization. */
  readonly directories: ReadonlySet<string>;
  /** For a file, the directories of the kustomizations that list it as a resource. */
  readonly listedIn: ReadonlyMap<string, ReadonlySet<string>>;
  /** Directories whose kustomization puts everything into one namespace, whatever is written. */
  readonly namespaced: ReadonlySet<string>;
  readonly inclusions: Inclusions;
}

/** Reads kustomizations, and the Flux objects that apply them. */
export function readKustomizations(files: readonly SourceFile[]): Kustomizations {
  const patches = new Set<string>();
  const directories = new Set<string>();
  const listedIn = new Map<string, Set<string>>();
  const namespaced = new Set<string>();
  for (const { path, text } of files) {
    if (!isKustomization(path)) continue;
    const directory = directoryOf(path);
    directories.add(directory);
    if (/^namespace:/mu.test(text)) namespaced.add(directory);
    if (!/^(?:patches|patchesStrategicMerge|resources):/mu.test(text)) continue;
    const { value } = parse(text, { start: 0, end: text.length });
    if (typeof value !== 'object' || value === null) continue;
    const lists = value as Readonly<Record<'patches' | 'patchesStrategicMerge' | 'resources', unknown>>;
    for (const file of Array.isArray(lists.resources) ? lists.resources : []) {
      if (typeof file !== 'string') continue;
      const at = join(directory, file);
      listedIn.set(at, (listedIn.get(at) ?? new Set()).add(directory));
    }
    for (const patch of [lists.patches, lists.patchesStrategicMerge].flat()) {
      const file = typeof patch === 'string' ? patch : (patch as { path?: unknown } | null | undefined)?.path;
      if (typeof file === 'string' && !file.includes('\n')) patches.add(join(directory, file));
    }
  }
  return { patches, directories, listedIn, namespaced, inclusions: new Inclusions(files) };
}

/** Patches, and what tests assert of an object. */
const partialByName = /(?:^|[/._-])patch(?:es)?(?=[/._-]|$)|-assert\.ya?ml$/iu;

/**
 * Whether an object is only part of one: a patch by its kustomization, by its file's path, by a `$patch` directive, or,
 * for a Cluster below a kustomization, because it has neither storage nor instances.
 */
export function isPartial(path: string, data: ResourceData, kustomizations: Kustomizations): boolean {
  if (kustomizations.patches.has(path) || partialByName.test(path)) return true;
  const { spec } = data.value as { readonly spec?: unknown };
  if (typeof spec !== 'object' || spec === null) return false;
  if (data.kind === 'Cluster' && !('storage' in spec) && !('instances' in spec) && isBelow(path, kustomizations))
    return true;
  return hasPatchDirective(data.value);
}

function isBelow(path: string, { directories }: Kustomizations): boolean {
  for (let at = directoryOf(path); ; at = directoryOf(at)) {
    if (directories.has(at)) return true;
    if (at === '' || at === '/') return false;
  }
}

function hasPatchDirective(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, child]) => key === '$patch' || hasPatchDirective(child));
}
