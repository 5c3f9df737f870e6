import { defineFact, type FactContext, type Project, type Resource } from '../rule/index.ts';
import { addTo } from '../values/lists.ts';
import { areAppliedTogether, areBeside } from './applied-together.ts';
import { inFileOrder } from './file-order.ts';

/** What a resource describes in a PostgreSQL server, by the names that tell it apart there. */
export interface ManagedObject {
  readonly what: string;
  readonly name: string;
  readonly cluster: string;
  readonly key: string;
}

const kinds = new Map([
  ['Database', 'database'],
  ['DatabaseRole', 'role'],
  ['Publication', 'publication'],
  ['Subscription', 'subscription'],
]);

/** Which object of a PostgreSQL server does a resource describe? */
export const managedObject = defineFact<Resource, ManagedObject | undefined>({
  name: 'managed-object',
  compute(resource) {
    const what = kinds.get(resource.kind);
    const cluster = resource.text('spec', 'cluster', 'name')?.value ?? '';
    const name = resource.text('spec', 'name')?.value ?? '';
    if (what === undefined || resource.isPartial || cluster === '' || name === '') return undefined;
    // Publications and subscriptions live in a database.
    const database = resource.text('spec', 'dbname')?.value ?? '';
    return { what, name, cluster, key: JSON.stringify([what, cluster, database, name]) };
  },
});

/** Which resource before this one describes the same object, under another name, and is surely applied beside it? */
export function sameManagedObject(resource: Resource, context: FactContext): Resource | undefined {
  const key = context.fact(managedObject, resource)?.key ?? '';
  const all = context.fact(byObject, context.project).get(key) ?? [];
  const isSame = (other: Resource): boolean => {
    if (other.name === resource.name || other.namespace !== resource.namespace) return false;
    const isBeside = resource.namespace !== undefined && areBeside(other, resource, context.project);
    return isBeside || areAppliedTogether(other, resource, context.project);
  };
  return all.slice(0, Math.max(0, all.indexOf(resource.origin))).find(isSame);
}

const byObject = defineFact<Project, ReadonlyMap<string, readonly Resource[]>>({
  name: 'resources-by-object',
  compute(project, context) {
    const found = new Map<string, Resource[]>();
    for (const resource of inFileOrder([...kinds.keys()].flatMap((kind) => project.ofKind(kind)))) {
      const key = context.fact(managedObject, resource)?.key;
      if (key === undefined) continue;
      addTo(found, key, resource);
    }
    return found;
  },
});
