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
    return cluster.list('object', 'spec', 'managed', 'services', 'additional').map(({ at }) => {
      const template = [...at.path, 'serviceTemplate'];
      const name = cluster.text(...template, 'metadata', 'name');
      return { template, name: name?.value === '' ? undefined : name };
    });
  },
});
