import type { Path, Resource } from '../rule/index.ts';

const methods = ['initdb', 'recovery', 'pg_basebackup'];

/** The methods that a Cluster bootstraps by; none where a placeholder may add or remove one, on which the defaults of the others depend. */
export function bootstrapMethods(cluster: Resource): readonly Path[] {
  const paths = methods.map((method) => ['spec', 'bootstrap', method]);
  if (paths.some((path) => cluster.isUnknown(...path))) return [];
  return paths.filter((path) => cluster.has(...path));
}
