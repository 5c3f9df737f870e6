import { defineFact, type Path, type Resource } from '../rule/index.ts';
import { Quantity } from '../values/quantity.ts';

/** A volume of each instance of a Cluster. */
export interface Volume {
  readonly holds: 'data' | 'wal' | 'tablespace';
  /** The stanza that asks for it. */
  readonly path: Path;
  /** Nothing if none is given. */
  readonly size: Quantity | 'unknown' | undefined;
}

const mebi = 1024 ** 2;

/** The bytes without which a volume is of no use: a fresh cluster and a few WAL files. A tablespace starts empty. */
export const leastBytes = { data: 512 * mebi, wal: 256 * mebi, tablespace: mebi } as const;

/** Which volumes does a Cluster ask for, and of what size? */
export const volumeSizes = defineFact<Resource, readonly Volume[]>({
  name: 'volume-sizes',
  compute(cluster) {
    const volume = (holds: Volume['holds'], ...path: Path): Volume => ({ holds, path, size: sizeOf(cluster, path) });
    const tablespaces = cluster.get('array', 'spec', 'tablespaces')?.value ?? [];
    return [
      volume('data', 'spec', 'storage'),
      ...(cluster.has('spec', 'walStorage') ? [volume('wal', 'spec', 'walStorage')] : []),
      ...tablespaces.map((_, index) => volume('tablespace', 'spec', 'tablespaces', index, 'storage')),
    ];
  },
});

/** The size that a stanza gives, else the one that its claim template requests, in which zero is none. */
function sizeOf(cluster: Resource, path: Path): Volume['size'] {
  const size = read(cluster, path, 'size');
  if (size !== '' && size !== undefined) return Quantity.parse(size) ?? 'unknown';
  const request = read(cluster, path, 'pvcTemplate', 'resources', 'requests', 'storage');
  if (request === undefined) return undefined;
  const requested = Quantity.parse(request);
  return requested?.isZero === true ? undefined : (requested ?? 'unknown');
}

/** A value of a stanza; `unknown`, which is no size, behind a placeholder, or where something is of a type that the schema refuses. */
function read(cluster: Resource, stanza: Path, ...keys: readonly string[]): string | number | undefined {
  const path = [...stanza, ...keys];
  const text = cluster.get('string', ...path);
  if (text) return text.value;
  if (cluster.isUnknown(...path)) return 'unknown';
  for (let length = stanza.length; length < path.length; length++) {
    const parent = path.slice(0, length);
    if (cluster.has(...parent) && !cluster.get('object', ...parent)) return 'unknown';
  }
  return cluster.has(...path) ? (cluster.get('integer', ...path)?.value ?? 'unknown') : undefined;
}
