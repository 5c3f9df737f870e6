import { defineFact, type Project, type Resource } from '../rule/index.ts';
import { areAppliedTogether } from './applied-together.ts';
import { inFileOrder } from './file-order.ts';

/** Which resource, written before this one and surely applied beside it, is the same object? */
export const duplicateOf = defineFact<Resource, Resource | undefined>({
  name: 'duplicate-of',
  compute(resource, context) {
    if (resource.isPartial || resource.name === '') return undefined;
    const same = context.fact(byIdentity, context.project).get(identity(resource)) ?? [];
    const before = same.slice(0, Math.max(0, same.indexOf(resource.origin)));
    return before.find((other) => areAppliedTogether(other, resource, context.project));
  },
});

const byIdentity = defineFact<Project, ReadonlyMap<string, readonly Resource[]>>({
  name: 'resources-by-identity',
  compute({ resources }) {
    const found = new Map<string, Resource[]>();
    for (const resource of inFileOrder(resources)) {
      if (resource.isPartial) continue;
      const known = found.get(identity(resource));
      if (known) known.push(resource);
      else found.set(identity(resource), [resource]);
    }
    return found;
  },
});

function identity({ data: { group }, kind, namespace, name }: Resource): string {
  return JSON.stringify([group, kind, namespace ?? null, name]);
}
