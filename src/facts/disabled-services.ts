import { defineFact, type Field, type Resource } from '../rule/index.ts';

/** Which of its default services (`ro`, `r`) does a Cluster go without, and where does it say so? */
export const disabledServices = defineFact<Resource, ReadonlyMap<string, Field<string>>>({
  name: 'disabled-services',
  compute: (cluster) =>
    new Map(
      cluster.list('string', 'spec', 'managed', 'services', 'disabledDefaultServices').map((one) => [one.value, one]),
    ),
});
