import { fromPointer, type Path } from '../manifest/path.ts';
import { isMapping, type Mapping, mappingOf } from './mapping.ts';

/** What a patch does to an object, as far as it is told without following it: it sets or removes what stands at a path. */
export interface PatchedPath {
  readonly path: Path;
  readonly isRemoved: boolean;
}

/** What a patch may do of which nothing is known, but that the object stays the same one. */
export const anywhere: readonly PatchedPath[] = [['spec'], ['metadata', 'annotations'], ['metadata', 'labels']].map(
  (path) => ({ path, isRemoved: false }),
);

/** Where a patch, of operations or an object to merge, sets or removes something. */
export function patchedPaths(patch: unknown): readonly PatchedPath[] {
  const found = Array.isArray(patch) ? patch.flatMap(operated) : isMapping(patch) ? merged(patch, []) : [];
  return found.flatMap((one) => {
    const at = one.path.join('.');
    if (at === '') return anywhere;
    if (at === 'metadata') return anywhere.filter(({ path }) => path[0] === at);
    return identity.includes(at) ? [] : [one];
  });
}

/** What an object is found by, and stays. */
const identity = ['apiVersion', 'kind', 'metadata.name', 'metadata.namespace'];

function operated(operation: unknown): PatchedPath[] {
  const { op, path, from } = mappingOf(operation);
  const at = (pointer: unknown, isRemoved: boolean): PatchedPath[] =>
    typeof pointer === 'string' ? [aboveItems(fromPointer(pointer), isRemoved)] : [];
  if (op === 'test') return [];
  return [...at(path, op === 'remove'), ...(op === 'move' ? at(from, true) : [])];
}

/** A path up to the first list on it: which of its items is meant depends on what is done before. */
function aboveItems(path: Path, isRemoved: boolean): PatchedPath {
  const item = path.findIndex((segment) => typeof segment === 'number' || segment === '-');
  return item === -1 ? { path, isRemoved } : { path: path.slice(0, item), isRemoved: false };
}

function merged(value: unknown, path: Path): PatchedPath[] {
  if (!isMapping(value)) return [{ path, isRemoved: value === null }];
  if (Object.hasOwn(value, '$patch')) return [{ path, isRemoved: value['$patch'] === 'delete' }];
  return Object.entries(value).flatMap(([key, below]) => merged(below, [...path, key]));
}

/** An object once it is patched at some paths: holes stand where nobody knows what. */
export function withHoles(object: Mapping, paths: readonly PatchedPath[]): Mapping {
  return paths.reduce((value, { path, isRemoved }) => withHole(value, path, isRemoved), object);
}

function withHole(value: Mapping, [key, ...rest]: Path, isRemoved: boolean): Mapping {
  const name = String(key);
  const { [name]: old, ...others } = value;
  if (rest.length === 0) return isRemoved ? others : { ...value, [name]: hole };
  if (old === hole || (isRemoved && old === undefined)) return value;
  return { ...value, [name]: withHole(mappingOf(old), rest, isRemoved) };
}

/** As a variable that has no value yet. */
const hole = '${PATCHED}';
