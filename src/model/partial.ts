import type { Kustomizations } from './kustomize.ts';
import type { ResourceData } from './reading.ts';

/** Patches, and what tests assert of an object. */
const partialByName = /(?:^|[/._-])patch(?:es)?(?=[/._-]|$)|-assert\.ya?ml$/iu;

/**
 * Whether an object is only part of one: a patch by its kustomization, by its file's path, by a `$patch` directive, or,
 * for a Cluster below a kustomization, because it has neither storage nor instances.
 */
export function isPartial(path: string, data: ResourceData, kustomizations: Kustomizations): boolean {
  if (partialByName.test(path) || kustomizations.isPatch(path)) return true;
  const { spec } = data.value as { readonly spec?: unknown };
  if (typeof spec !== 'object' || spec === null) return false;
  if (data.kind === 'Cluster' && !('storage' in spec) && !('instances' in spec) && kustomizations.areAbove(path))
    return true;
  return hasPatchDirective(data.value);
}

function hasPatchDirective(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, child]) => key === '$patch' || hasPatchDirective(child));
}
