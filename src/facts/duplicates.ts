import { defineFact, type FactContext, type Project, type Resource } from '../rule/index.ts';
import { addTo } from '../values/lists.ts';
import { areAppliedTogether } from './applied-together.ts';
import { inFileOrder } from './file-order.ts';

/** Which resource, written before this one and surely applied beside it, is the same object? */
export function duplicateOf(resource: Resource, context: FactContext): Resource | undefined {
  const same = context.fact(byIdentity, context.project).get(identity(resource));
  if (!same) return undefined;
  const before = same.slice(0, Math.max(0, same.indexOf(resource.origin)));
  return before.find((other) => areAppliedTogether(other, resource, context.project));
}

const byIdentity = defineFact<Project, ReadonlyMap<string, readonly Resource[]>>({
  name: 'resources-by-identity',
  compute({ resources }) {
    const found = new Map<string, Resource[]>();
    for (const resource of inFileOrder(resources)) {
      if (resource.isPartial || resource.name === '') continue;
      addTo(found, identity(resource), resource);
    }
    return found;
  },
});

function identity({ data: { group }, kind, namespace, name }: Resource): string {
  return [group, kind, namespace, name].join('\n');
}
