import type { Project, Resource } from '../rule/index.ts';
import { inFileOrder } from './file-order.ts';

/** What a reference may mean where a name occurs more than once: those beside whoever refers, else all of the name. */
export function referents(project: Project, from: Resource, kind: string, name: string): readonly Resource[] {
  const named = project.named(from, kind, name);
  if (named.length < 2) return named;
  const beside = named.filter((other) => directoryOf(other) === directoryOf(from));
  return inFileOrder(beside.length > 0 ? beside : named);
}

/** The directory of the file that a resource stands in. */
export function directoryOf({ source: { path } }: Resource): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
