import type { Path } from '../manifest/path.ts';
import { isMapping, type Mapping } from './mapping.ts';

/** What the texts say of scalars that meet. */
export interface Scalars {
  /** Whether the scalar at a path, in what is merged onto, is written in quotes or as a block. */
  isQuoted(path: Path): boolean;
  /** The text of the scalar at a path of the patch. */
  textOf(path: Path): string;
}

/**
 * An object with a patch on it, as `kubectl kustomize` merges objects of which it has no schema: mappings are merged,
 * anything else is replaced, and null deletes. Nothing where Kustomize fails, or is told what is not followed here.
 */
export function merge(base: Mapping, patch: Mapping, scalars: Scalars, at: Path = []): Mapping | undefined {
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(patch)) {
    if (key === '$patch') continue;
    if (key.startsWith('$')) return undefined;
    const old = merged.get(key) ?? undefined;
    if (old !== undefined && value !== null && formOf(old) !== formOf(value)) return undefined;
    if (value === null || (isMapping(value) && value['$patch'] === 'delete')) {
      merged.delete(key);
      continue;
    }
    const path = [...at, key];
    let own: unknown = value;
    if (isMapping(value)) own = mergeMapping(isMapping(old) ? old : {}, value, scalars, path);
    // The quotes stay, and make a text of whatever comes between them.
    else if (
      typeof old === 'string' &&
      typeof value !== 'string' &&
      formOf(value) === 'scalar' &&
      scalars.isQuoted(path)
    )
      own = scalars.textOf(path);
    if (own === undefined) return undefined;
    merged.set(key, own);
  }
  return Object.fromEntries(merged);
}

function mergeMapping(base: Mapping, patch: Mapping, scalars: Scalars, at: Path): Mapping | undefined {
  if (patch['$patch'] === 'replace') return merge({}, patch, scalars, at);
  return isAdded(patch) ? merge(base, patch, scalars, at) : undefined;
}

/** Whether a value of a patch is added to what is there before. */
function isAdded(value: unknown): boolean {
  return isMapping(value) && [undefined, 'merge'].includes(value['$patch'] as undefined);
}

function formOf(value: unknown): 'list' | 'mapping' | 'scalar' {
  return Array.isArray(value) ? 'list' : isMapping(value) ? 'mapping' : 'scalar';
}

/** What has fields. */
interface Part {
  hasKey(...path: Path): boolean;
  value(...path: Path): unknown;
}

/**
 * Those of an object and the patches on it that have a say in what stands at a path, the last one the last; where none has, in
 * what is nearest above it.
 */
export function partsWith<T extends Part>(parts: readonly T[], path: Path): readonly T[] {
  let live = parts;
  for (let depth = 1; depth <= path.length; depth++) {
    const at = path.slice(0, depth);
    const having = live.filter((part) => part.hasKey(...at));
    if (having.length === 0) break;
    const isAbove = depth < path.length;
    const last = isAbove ? having.findLastIndex((part) => !isAdded(part.value(...at))) : 0;
    live = having.slice(Math.max(0, last));
  }
  return live;
}
