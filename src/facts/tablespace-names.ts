import type { ResourcePlace } from '../model/resource.ts';
import { defineFact, type Resource } from '../rule/index.ts';

/** A tablespace of a Cluster, by its name. */
export interface TablespaceName {
  /** Empty where none is given. */
  readonly value: string;
  readonly at: ResourcePlace;
  /** An earlier tablespace of the same name, in which case does not matter. */
  readonly twin: TablespaceName | undefined;
}

/** Which names do the tablespaces of a Cluster have, as far as they are known? */
export const tablespaceNames = defineFact<Resource, readonly TablespaceName[]>({
  name: 'tablespace-names',
  compute(cluster) {
    const known = new Map<string, TablespaceName>();
    const tablespaces = cluster.get('array', 'spec', 'tablespaces')?.value ?? [];
    return tablespaces.flatMap((_, index) => {
      const path = ['spec', 'tablespaces', index, 'name'];
      const field = cluster.get('string', ...path);
      if (!field && !cluster.isEmpty(...path)) return [];
      const value = field?.value ?? '';
      const lower = value.toLowerCase();
      const name = { value, at: cluster.at(...path), twin: value === '' ? undefined : known.get(lower) };
      // The default of a placeholder may be another name where it is deployed.
      if (!name.twin && field?.assumed !== true) known.set(lower, name);
      return [name];
    });
  },
});
