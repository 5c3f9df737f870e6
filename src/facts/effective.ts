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
  // The operator writes an empty value where a required one is missing.
  const added = problems.filter(({ expected }) => expected['becomes'] !== undefined);
  const whole = added.reduce<unknown>((at, { path, expected }) => withValueAt(at, path, expected['becomes']), filled);
  const effective = whole as Readonly<Record<string, unknown>>;
  return kind === 'Cluster' ? fillCluster(effective, schemas.operator(target)) : effective;
}

/** A copy of a value with another one at a path, the rest of which it shares. */
function withValueAt(root: unknown, [segment, ...rest]: Path, value: unknown): unknown {
  if (segment === undefined) return value;
  const copy: object = Array.isArray(root) ? [...root] : { ...Object(root) };
  Reflect.set(copy, segment, withValueAt(Reflect.get(copy, segment), rest, value));
  return copy;
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
