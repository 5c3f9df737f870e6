/** When the operator checks something: at every write, at creation alone, or only where a stanza is switched on. */
export type When = 'always' | 'at creation' | 'when enabled';

/** A PostgreSQL parameter that the operator fills in, and the majors of PostgreSQL that it does so for. */
export interface ParameterDefault {
  readonly name: string;
  readonly value: string;
  readonly fromPostgres?: number;
  readonly toPostgres?: number;
}

/** What one minor of the operator does and knows beyond its CRDs: the content of `schemas/operator.json`, read for that minor. */
export interface OperatorData {
  readonly defaultImage: string;
  /** The oldest PostgreSQL major that it runs. */
  readonly minimumPostgres: number;
  /** The oldest PostgreSQL major that it upgrades another one to. */
  readonly majorUpgradeTarget: number;
  /** Whether its mutating webhook drops optional fields that hold an empty value. */
  readonly dropsEmptyValues: boolean;
  /** Whether the annotation `cnpg.io/validation` is read. */
  readonly honoursValidationAnnotation: boolean;
  /** Whether a PostgreSQL version below 10 needs its second number, and the second number must be below 100. */
  readonly hasStrictVersions: boolean;
  /** Whether the halves of an LSN are read as signed numbers. */
  readonly hasSignedLsn: boolean;
  /** Whether `replica.primary` and `replica.self` tell a replica cluster where `replica.enabled` does not. */
  readonly findsReplicaByName: boolean;
  readonly checksReplicaSource: When;
  readonly checksReplicaBootstrap: When;
  readonly checksScheduledBackups: When;
  /** Whether a monolith import leaves the name of the application database open. */
  readonly importsAllDatabases: boolean;
  /** Whether a plugin that is switched off still counts as a WAL archiver. */
  readonly countsDisabledArchivers: boolean;
  /** Whether huge pages count as memory for `shared_buffers`. */
  readonly countsHugePages: boolean;
  readonly setsDataDurability: boolean;
  readonly setsIsolationCheck: boolean;
  readonly setsSynchronizeReplicas: boolean;
  /** Where failover quorum is switched on; an annotation overrides the field. */
  readonly failoverQuorumIn: 'annotation' | 'field';
  readonly emptyFailoverQuorumIsOff: boolean;
  /** Whether the image of an extension may come from the image catalog. */
  readonly takesExtensionImageFromCatalog: boolean;
  /** Whether image and parameters may not change together even where the primary is restarted. */
  readonly refusesAnyMethodWithParameters: boolean;
  /** The minor that the in-tree support for Barman Cloud is announced to go with. */
  readonly removalOfInTreeBarman: string;
  /** Whether a negative major in a catalog reference passes for a new one. */
  readonly takesNegativeMajor: boolean;
  /** Whether the webhook warns of a size or class that is given beside the one of a claim template. */
  readonly warnsOfStorageTwice: boolean;
  /** When it warns of a schedule that is not made of six fields. */
  readonly warnsOfScheduleFields: 'always' | 'at creation' | 'never';
  /** When it warns of a Pooler whose authentication is configured by hand. */
  readonly warnsOfManualAuth: 'always' | 'at creation' | 'when it begins';
  /** PostgreSQL parameters that only the operator sets. */
  readonly fixedParameters: readonly string[];
  readonly parameterDefaults: readonly ParameterDefault[];
  /** PgBouncer parameters that may be set. */
  readonly pgbouncerParameters: readonly string[];
  readonly reservedEnvironment: readonly string[];
  readonly reservedEnvironmentPrefixes: readonly string[];
  readonly reservedRoles: readonly string[];
  readonly reservedRolePrefixes: readonly string[];
  readonly reservedServiceSuffixes: readonly string[];
  /** What makes an external cluster one that can be recovered from; none where nothing is asked of it. */
  readonly recoverySources: readonly string[];
  /** Of which an external cluster needs at least one. */
  readonly externalClusterSources: readonly string[];
  /** The ways of authentication of which an Azure store has exactly one. */
  readonly azureMethods: readonly string[];
  /** What may not stand beside an Azure connection string, apart from the methods. */
  readonly azureConnectionStringExcludes: readonly string[];
  readonly extensionPathLists: readonly string[];
  /** The secrets of a Pooler with which its authentication is configured by hand. */
  readonly poolerAuthSecrets: readonly string[];
  /** Required fields, in dots and without indices, that the operator leaves out where they are empty. */
  readonly omittedWhenEmpty: readonly string[];
  /** The kinds whose validation the annotation `cnpg.io/validation` switches off. */
  readonly kindsWithValidationSwitch: readonly string[];
  readonly deprecatedPoolerSecrets: readonly string[];
  /** PostgreSQL parameters that must be a boolean wherever they are set. */
  readonly booleanParameters: readonly string[];
  /** Annotations and labels that it reads, by their keys; those of any minor, since one of another minor is no slip. */
  readonly settableMetadata: readonly string[];
  /** Annotations and labels that it writes itself, to find or to remember what belongs to a cluster. */
  readonly ownedMetadata: readonly string[];
  /** The fields of which the mutating webhook drops a 0. */
  readonly droppedZeros: readonly string[];
  /** The requests, such as `create Pooler`, whose refusal the webhook answers without its warnings. */
  readonly losesWarningsOf: readonly string[];
  /** The labels of Kubernetes that it gives to the pods of a Cluster. */
  readonly podLabels: readonly string[];
}

interface Entry {
  readonly is: unknown;
  /** The first and the last minor that it holds for; without one, all. */
  readonly since?: string;
  readonly until?: string;
}

/** What is known of the operator of all minors. An item of a list that is no entry holds for all of them. */
export interface OperatorTable {
  readonly values: Readonly<Record<string, readonly Entry[]>>;
  readonly lists: Readonly<Record<string, readonly (string | Entry)[]>>;
}

/** Reads a table for one minor after the other, each once; `minors` are all of them, oldest first. */
export function operatorByMinor(table: OperatorTable, minors: readonly string[]): (minor: string) => OperatorData {
  const known = new Map<string, OperatorData>();
  return (minor) => {
    let data = known.get(minor);
    if (!data) known.set(minor, (data = operatorOf(table, minors, minors.indexOf(minor))));
    return data;
  };
}

function operatorOf(table: OperatorTable, minors: readonly string[], at: number): OperatorData {
  const holds = ({ since, until }: Entry): boolean =>
    (since === undefined || at >= minors.indexOf(since)) && (until === undefined || at <= minors.indexOf(until));
  const values = Object.entries(table.values).map(([name, entries]) => [name, entries.find(holds)?.is]);
  const lists = Object.entries(table.lists).map(([name, items]) => {
    const entries = items.map((item) => (typeof item === 'string' ? { is: item } : item));
    return [name, entries.filter(holds).map(({ is }) => is)];
  });
  return Object.fromEntries([...values, ...lists]) as OperatorData;
}
