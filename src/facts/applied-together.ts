import type { Project, Resource } from '../rule/index.ts';
import { directoryOf } from './referents.ts';

/** Whether two resources surely reach the same server: as documents of one stream, or listed by one kustomization. */
export function areAppliedTogether({ source: a }: Resource, { source: b }: Resource, project: Project): boolean {
  // The blocks of a page are examples of their own.
  if (a === b) return !/\.(?:md|markdown)$/iu.test(a.path);
  const { kustomizations } = project;
  const others = kustomizations.listing(b.path);
  return kustomizations.listing(a.path).some((layer) => others.includes(layer));
}

/** Whether two resources stand in files of one folder, and no kustomization picks either of them. */
export function areBeside(a: Resource, b: Resource, { kustomizations }: Project): boolean {
  if (a.source === b.source || directoryOf(a) !== directoryOf(b)) return false;
  return [a, b].every(({ source }) => kustomizations.listing(source.path).length === 0);
}
