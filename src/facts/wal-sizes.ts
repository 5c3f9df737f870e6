import { defineFact, type Path, type Resource } from '../rule/index.ts';
import { parsePostgresSize } from '../values/postgres-size.ts';
import type { Quantity } from '../values/quantity.ts';
import { parametersPath } from './parameters.ts';

/** A bound of how much WAL is kept. */
export interface WalSize {
  readonly name: 'min_wal_size' | 'max_wal_size' | 'wal_keep_size' | 'max_slot_wal_keep_size';
  readonly path: Path;
  readonly text: string;
  readonly isDefault: boolean;
  /** Nothing when it is no size, or unknown. */
  readonly size: Quantity | undefined;
}

/** The bounds that hold in a Cluster. */
interface WalSizes {
  readonly min: WalSize;
  readonly max: WalSize;
  /** What is kept for standbys, and for replication slots: below zero is without a limit. */
  readonly keep: WalSize;
  readonly slots: WalSize;
}

/** The bounds of WAL that hold in a Cluster: those it sets, else those of the operator or of PostgreSQL. */
export const walSizes = defineFact<Resource, WalSizes>({
  name: 'wal-sizes',
  compute(cluster, { project: { schemas, target } }) {
    const { parameterDefaults } = schemas.operator(target);
    const kept = parameterDefaults.find(({ name }) => name === 'wal_keep_size')?.value ?? '0';
    return {
      min: read(cluster, 'min_wal_size', '80MB'),
      max: read(cluster, 'max_wal_size', '1GB'),
      keep: read(cluster, 'wal_keep_size', kept),
      slots: read(cluster, 'max_slot_wal_keep_size', '-1'),
    };
  },
});

function read(cluster: Resource, name: WalSize['name'], otherwise: string): WalSize {
  const path = [...parametersPath, name];
  const isDefault = cluster.isEmpty(...path);
  const text = isDefault ? otherwise : cluster.get('string', ...path)?.value;
  return { name, path, text: text ?? '', isDefault, size: text === undefined ? undefined : parsePostgresSize(text) };
}
