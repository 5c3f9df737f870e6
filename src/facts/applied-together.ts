import type { Project, Resource } from '../rule/index.ts';
import { directoryOf } from './referents.ts';

/** Whether two resources surely reach the same server: as documents of one stream, or listed by one kustomization. */
export function areAppliedTogether({ source: a }: Resource, { source: b }: Resource, project: Project): boolean {
  // The blocks of a page are examples of their own.
  if (a === b) return !/\.(?:md|markdown)$/iu.test(a.path);
  const { listedIn } = project.kustomizations;
  const others = listedIn.get(b.path);
  return others !== undefined && [...(listedIn.get(a.path) ?? [])].some((directory) => others.has(directory));
}

/** Whether two resources stand in files of one folder, and no kustomization picks either of them. */
export function areBeside(a: Resource, b: Resource, { kustomizations: { listedIn } }: Project): boolean {
  const isPicked = listedIn.has(a.source.path) || listedIn.has(b.source.path);
  return a.source !== b.source && !isPicked && directoryOf(a) === directoryOf(b);
}

/** Whether a kustomization in the folder of a resource, above it, or that lists it puts it into a namespace of its own. */
export function isNamespacedLater({ source: { path } }: Resource, { kustomizations }: Project): boolean {
  const { namespaced, listedIn } = kustomizations;
  // A project has many kustomizations, and a path few directories.
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
    if (namespaced.has(path.slice(0, end))) return true;
  return namespaced.has('') || [...(listedIn.get(path) ?? [])].some((directory) => namespaced.has(directory));
}
