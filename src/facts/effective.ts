import type { ResourceData } from '../model/reading.ts';
import type { SchemaCatalog, SchemaProblem, Target } from '../model/schema-catalog.ts';
import { defineFact, type Path, type Resource } from '../rule/index.ts';
import { fillCluster } from './cluster-defaults.ts';

/** The resource as the operator comes to see it: with the defaults of the CRD, and with what the mutating webhook fills in. */
export const effective = defineFact<Resource, Resource>({
  name: 'effective',
  compute(resource, { project: { schemas, target } }) {
    const value = effectiveValue(resource.data, resource.problems, schemas, target);
    return value ? resource.withValue(value) : resource;
  },
});

/** The same for a value by itself; nothing for a kind that the target lacks. */
export function effectiveValue(
  { group, kind, value }: Pick<ResourceData, 'group' | 'kind' | 'value'>,
  problems: readonly SchemaProblem[],
  schemas: SchemaCatalog,
  target: Target,
): Readonly<Record<string, unknown>> | undefined {
  const filled = schemas.withDefaults(group, kind, value, target);
  if (filled === undefined) return undefined;
  const effective = filled as Record<string, unknown>;
  // The operator writes an empty value where a required one is missing.
  for (const { code, path, expected } of problems)
    if (code === 'filled-in' && expected['becomes'] !== undefined) put(effective, path, expected['becomes']);
  if (kind === 'Cluster') fillCluster(effective, schemas.operator(target));
  return effective;
}

function put(root: unknown, path: Path, value: unknown): void {
  let parent: unknown = root;
  for (const segment of path.slice(0, -1)) parent = Object(Reflect.get(Object(parent), segment));
  Reflect.set(Object(parent), path.at(-1) ?? '', value);
}

/** What the validating webhook judges: nothing for a mere part of an object, or where validation is switched off. */
export const admitted = defineFact<Resource, Resource | undefined>({
  name: 'admitted',
  compute(resource, context) {
    if (resource.isPartial) return undefined;
    const object = context.fact(effective, resource);
    const { honoursValidationAnnotation } = context.project.schemas.operator(context.project.target);
    const isOff = object.text('metadata', 'annotations', 'cnpg.io/validation')?.value === 'disabled';
    return isOff && honoursValidationAnnotation && resource.kind !== 'ScheduledBackup' ? undefined : object;
  },
});
