import { fromPointer, type Path } from '../manifest/path.ts';
import { isMapping, mappingOf } from './mapping.ts';

/** Whether a patch, of operations or an object to merge, may set or remove something at a path, above it or below it. */
export function reaches(patch: unknown, path: Path): boolean {
  if (Array.isArray(patch)) return patch.some((operation) => operates(operation, path));
  return isMapping(patch) && !identity.includes(path.join('.')) && merges(patch, path);
}

/** What a patch to merge says to name its object. */
const identity = ['apiVersion', 'kind', 'metadata.name', 'metadata.namespace'];

function operates(operation: unknown, path: Path): boolean {
  const { op, path: pointer, from } = mappingOf(operation);
  const changed = op === 'test' ? [] : op === 'move' ? [pointer, from] : [pointer];
  return changed.some((one) => typeof one === 'string' && meet(fromPointer(one), path));
}

/** Whether one path leads to the other. Which item of a list is meant depends on what is done before. */
function meet(a: Path, b: Path): boolean {
  const isItem = (segment: string | number | undefined): boolean => typeof segment === 'number' || segment === '-';
  return a
    .slice(0, b.length)
    .every((segment, depth) => String(segment) === String(b[depth]) || (isItem(segment) && isItem(b[depth])));
}

function merges(patch: unknown, path: Path): boolean {
  let at = patch;
  for (const segment of path) {
    if (!isMapping(at) || Object.hasOwn(at, '$patch')) return true;
    if (!Object.hasOwn(at, segment)) return false;
    at = at[segment];
  }
  return true;
}
