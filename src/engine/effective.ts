import { effective } from '../facts/effective.ts';
import type { Path } from '../manifest/path.ts';
import { printAnnotated } from '../manifest/print.ts';
import type { Project } from '../model/project.ts';
import type { Resource } from '../model/resource.ts';
import { createFacts } from '../rule/fact.ts';

/** Who adds a value that is not written. */
const notes = {
  crd: 'default of the CRD',
  webhook: "set by the operator's webhook",
  overridden: "overridden by the operator's webhook",
} as const;

/** Every whole resource of a project as the operator comes to see it, as YAML in which each added value says who adds it. */
export function printEffective(project: Project): string {
  const facts = createFacts(project);
  return project.resources
    .filter(({ isPartial }) => !isPartial)
    .map((resource) => {
      const { value, group, kind } = resource.data;
      const whole = facts.fact(effective, resource);
      const filled = project.schemas.withDefaults(group, kind, value, project.target);
      const noteOf = (path: Path): string | undefined => {
        if (resource.isWritten(...path))
          return resource.value(...path) === whole.value(...path) || isCollection(resource, path)
            ? undefined
            : notes.overridden;
        return isIn(filled, path) ? notes.crd : notes.webhook;
      };
      return printAnnotated(whole.data.value, noteOf);
    })
    .join('---\n');
}

function isCollection(resource: Resource, path: Path): boolean {
  return typeof resource.value(...path) === 'object';
}

function isIn(value: unknown, path: Path): boolean {
  let at = value;
  for (const segment of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, segment)) return false;
    at = Reflect.get(at, segment);
  }
  return at !== undefined;
}
