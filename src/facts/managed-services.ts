import { defineFact, type Field, type Path, type Resource } from '../rule/index.ts';

/** A service that a Cluster has beside its own. */
export interface ManagedService {
  readonly template: Path;
  /** As written, placeholders included; nothing when there is none. */
  readonly name: Field<string> | undefined;
}

/** Which services does a Cluster ask for beside its own? */
export const managedServices = defineFact<Resource, readonly ManagedService[]>({
  name: 'managed-services',
  compute(cluster) {
    const path = ['spec', 'managed', 'services', 'additional'];
    return (cluster.get('array', ...path)?.value ?? []).map((_, index) => {
      const template = [...path, index, 'serviceTemplate'];
      const name = cluster.text(...template, 'metadata', 'name');
      return { template, name: name?.value === '' ? undefined : name };
    });
  },
});
