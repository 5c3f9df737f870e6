import type { FactContext, Path, Resource } from '../rule/index.ts';
import { parsePostgresSize } from '../values/postgres-size.ts';
import type { Quantity } from '../values/quantity.ts';
import { parametersPath } from './parameters.ts';

/** A bound of how much WAL is kept: for recycling, for standbys, and for replication slots, where below zero is without a limit. */
export interface WalSize {
  readonly name: 'min_wal_size' | 'max_wal_size' | 'wal_keep_size' | 'max_slot_wal_keep_size';
  readonly path: Path;
  readonly text: string;
  readonly isDefault: boolean;
  /** Nothing when it is no size, or unknown. */
  readonly size: Quantity | undefined;
}

/** A bound of WAL that holds in a Cluster: the one it sets, else that of the operator or of PostgreSQL. */
export function walSize(cluster: Resource, name: WalSize['name'], context: FactContext): WalSize {
  const path = [...parametersPath, name];
  const isDefault = cluster.isEmpty(...path);
  const text = isDefault ? defaultOf(name, context) : (cluster.get('string', ...path)?.value ?? '');
  return { name, path, text, isDefault, size: parsePostgresSize(text) };
}

function defaultOf(name: WalSize['name'], { project: { schemas, target } }: FactContext): string {
  const { parameterDefaults } = schemas.operator(target);
  switch (name) {
    case 'min_wal_size':
      return '80MB';
    case 'max_wal_size':
      return '1GB';
    case 'wal_keep_size':
      return parameterDefaults.find((one) => one.name === name)?.value ?? '0';
    default:
      return '-1';
  }
}
