import type { Path, Resource } from '../rule/index.ts';

/** The application database of a Cluster and its owner. */
export interface BootstrapNames {
  readonly database: string;
  readonly owner: string;
  /** The method that says so. */
  readonly path: Path;
}

/** The names by which a Cluster is bootstrapped, with its defaults, by a method or whichever it has; nothing where they are not known. */
export function bootstrapNames(effective: Resource, method?: string): BootstrapNames | undefined {
  const methods = method === undefined ? ['recovery', 'pg_basebackup', 'initdb'] : [method];
  for (const one of methods) {
    const path = ['spec', 'bootstrap', one];
    const database = effective.get('string', ...path, 'database');
    const owner = effective.get('string', ...path, 'owner');
    const isKnown = database && owner && !database.assumed && !owner.assumed;
    if (isKnown && !effective.isUnknown(...path)) return { database: database.value, owner: owner.value, path };
  }
  return undefined;
}
