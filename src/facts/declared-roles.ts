import { defineFact, type Field, type Path, type Resource } from '../rule/index.ts';

/** A role that a Cluster lists or a DatabaseRole describes; both have the same fields. */
export interface DeclaredRole {
  readonly name: Field<string>;
  /** Where its fields stand. */
  readonly path: Path;
}

/** Which roles does a Cluster or a DatabaseRole describe? */
export const declaredRoles = defineFact<Resource, readonly DeclaredRole[]>({
  name: 'declared-roles',
  compute(resource) {
    const paths: Path[] =
      resource.kind === 'Cluster'
        ? resource.list('object', 'spec', 'managed', 'roles').map(({ at }) => at.path)
        : [['spec']];
    return paths.flatMap((path) => {
      const name = resource.text(...path, 'name');
      return name && name.value !== '' ? [{ name, path }] : [];
    });
  },
});
