import type { Path, Resource } from '../rule/index.ts';

const methods = ['initdb', 'recovery', 'pg_basebackup'];

/** Where the methods stand that a Cluster may bootstrap by; nowhere if a placeholder may add or remove one, on which the defaults of the others depend. */
export function bootstrapMethods(cluster: Resource): readonly Path[] {
  const paths = methods.map((method) => ['spec', 'bootstrap', method]);
  return paths.some((path) => cluster.isUnknown(...path)) ? [] : paths;
}
