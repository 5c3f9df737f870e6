import { join } from '../model/file-paths.ts';
import { resolvePlace } from '../model/resource.ts';
import type { Path, Project, RawFix, Resource } from '../rule/index.ts';

const toggle = 'kustomize.toolkit.fluxcd.io/substitute';

/** Whether Flux fills in variables in a resource: as configured, or because a Kustomization that does covers its file. */
export function isSubstitutedByFlux(resource: Resource, project: Project): boolean {
  const isOff = ['annotations', 'labels'].some((one) => resource.text('metadata', one, toggle)?.value === 'disabled');
  if (isOff) return false;
  if (project.scope.substitution !== undefined) return project.scope.substitution === 'flux';
  return project.ofKind('Kustomization').some((one) => substitutes(one) && covers(one, resource.source.path));
}

/** Without a variable, Flux leaves everything as it is. */
function substitutes(kustomization: Resource): boolean {
  const variables = kustomization.get('object', 'spec', 'postBuild', 'substitute')?.value ?? {};
  const sources = kustomization.get('array', 'spec', 'postBuild', 'substituteFrom')?.value ?? [];
  return Object.keys(variables).length > 0 || sources.length > 0;
}

/** Whether a file lies below the path of a Kustomization, which begins at the root of the repository. */
function covers(kustomization: Resource, file: string): boolean {
  const path = kustomization.get('string', 'spec', 'path')?.value;
  return path !== undefined && `/${file}`.includes(`/${join('', path)}/`);
}

/** A reference to pods that is not escaped, as it is written, with the edit that escapes it. */
export interface BareReference {
  readonly text: string;
  readonly edit: RawFix['edits'][number];
}

/** Which references to pods are not escaped in the line of pg_hba at a path? */
export function bareReferences(cluster: Resource, path: Path): readonly BareReference[] {
  const { source, range } = resolvePlace(cluster.at(...path));
  const written = source.file.text.slice(range.start, range.end);
  return [...written.matchAll(/(?<!\$)\$\{podselector:[^}\n]{0,300}\}/gu)].map(({ 0: text, index }) => {
    const start = range.start + index;
    return { text, edit: { file: source.path, start, end: start, newText: '$' } };
  });
}
