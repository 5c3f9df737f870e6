import type { Field, Resource } from '../rule/index.ts';

type List = Field<readonly unknown[]> | undefined;

/** What the logical import of a Cluster takes over, as far as it is known. */
export interface DatabaseImport {
  readonly databases: List;
  readonly roles: List;
  readonly sql: List;
}

/** The import of a type that fills a Cluster, if it has one. */
export function importOf(cluster: Resource, type: 'microservice' | 'monolith'): DatabaseImport | undefined {
  const path = ['spec', 'bootstrap', 'initdb', 'import'];
  if (cluster.get('string', ...path, 'type')?.value !== type) return undefined;
  return {
    databases: cluster.get('array', ...path, 'databases'),
    roles: cluster.get('array', ...path, 'roles'),
    sql: cluster.get('array', ...path, 'postImportApplicationSQL'),
  };
}
