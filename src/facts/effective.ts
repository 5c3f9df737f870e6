import { defineFact, type Path, type Resource } from '../rule/index.ts';
import { fillCluster } from './cluster-defaults.ts';

/** The resource as the operator comes to see it: with the defaults of the CRD, and with what the mutating webhook fills in. */
export const effective = defineFact<Resource, Resource>({
  name: 'effective',
  compute(resource, { project: { schemas, target } }) {
    const filled = schemas.withDefaults(resource.data.group, resource.kind, resource.data.value, target);
    if (filled === undefined) return resource;
    // The operator writes an empty value where a required one is missing.
    const added = resource.problems.filter(({ code }) => code === 'filled-in');
    const value = added.reduce<unknown>((at, { path, expected }) => withValueAt(at, path, expected['becomes']), filled);
    const whole = value as Readonly<Record<string, unknown>>;
    return resource.withValue(resource.kind === 'Cluster' ? fillCluster(whole, schemas.operator(target)) : whole);
  },
});

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
