import { defineFact, type Path, type Resource } from '../rule/index.ts';

const store = ['spec', 'backup', 'barmanObjectStore'];
const kinds = ['azureCredentials', 's3Credentials', 'googleCredentials'] as const;

/** What the in-tree object store of a Cluster has of credentials. */
export interface BarmanCredentials {
  /** The kinds that are surely given. */
  readonly given: readonly Path[];
  /** Whether a placeholder may give or take away a kind. */
  readonly isOpen: boolean;
  /** The kind whose faults the webhook reports: it judges them in turn, and keeps only what it found of the last. */
  readonly judged: (typeof kinds)[number] | undefined;
}

/** Which credentials does the in-tree object store of a Cluster have? Those of external clusters are not judged. */
export const barmanCredentials = defineFact<Resource, BarmanCredentials>({
  name: 'barman-credentials',
  compute(cluster) {
    const open = kinds.filter((kind) => cluster.isUnknown(...store, kind));
    const given = kinds.filter((kind) => cluster.has(...store, kind) && !open.includes(kind));
    const last = given.at(-1);
    const isLast = last !== undefined && open.every((kind) => kinds.indexOf(kind) < kinds.indexOf(last));
    return {
      given: given.map((kind) => [...store, kind]),
      isOpen: open.length > 0,
      judged: isLast ? last : undefined,
    };
  },
});

/** Which fields of an object are given, other than switches that are off; nothing where a placeholder leaves it open. */
export function givenFields(cluster: Resource, path: Path, names: readonly string[]): readonly string[] | undefined {
  if (names.some((name) => cluster.isUnknown(...path, name) || cluster.isAssumed(...path, name))) return undefined;
  return names.filter((name) => cluster.has(...path, name) && cluster.value(...path, name) !== false);
}
