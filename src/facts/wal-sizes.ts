import { defineFact, type Path, type Resource } from '../rule/index.ts';
import { parsePostgresSize } from '../values/postgres-size.ts';
import type { Quantity } from '../values/quantity.ts';
import { parametersPath } from './parameters.ts';

/** A bound of how much WAL is kept. */
export interface WalSize {
  readonly name: 'min_wal_size' | 'max_wal_size';
  readonly path: Path;
  readonly text: string;
  readonly isDefault: boolean;
  /** Nothing when it is no size, or unknown. */
  readonly size: Quantity | undefined;
}

/** The bounds of WAL that hold in a Cluster: those it sets, else those of PostgreSQL. */
export const walSizes = defineFact<Resource, { readonly min: WalSize; readonly max: WalSize }>({
  name: 'wal-sizes',
  compute: (cluster) => ({
    min: read(cluster, 'min_wal_size', '80MB'),
    max: read(cluster, 'max_wal_size', '1GB'),
  }),
});

function read(cluster: Resource, name: WalSize['name'], otherwise: string): WalSize {
  const path = [...parametersPath, name];
  const isDefault = cluster.isEmpty(...path);
  const text = isDefault ? otherwise : cluster.get('string', ...path)?.value;
  return { name, path, text: text ?? '', isDefault, size: text === undefined ? undefined : parsePostgresSize(text) };
}
