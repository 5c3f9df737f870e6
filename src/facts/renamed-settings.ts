import type { PostgresCatalog } from '../model/postgres.ts';
import { distance, nearest, type Resource } from '../rule/index.ts';
import { readSetting } from '../values/postgres-value.ts';
import { parametersPath } from './parameters.ts';
import type { GivenSetting } from './postgres-settings.ts';

/** The setting that one is to be called, which the majors do not know under its name. */
export interface Rename {
  readonly is: 'renamed' | 'misspelt';
  readonly name: string;
  /** What it is to be set to, where that changes, too; nothing where that cannot be told. */
  readonly value: string | undefined;
  /** Whether it means something else under the other name as long as its value is the same. */
  readonly isOpen: boolean;
  /** Whether the Cluster sets that, too. */
  readonly isSet: boolean;
  /** Whether nothing else can be meant, and its value fits. */
  readonly isSure: boolean;
  /** What a message about it ends in. */
  readonly clause: string;
}

interface Gone {
  readonly is: 'gone';
  readonly clause: string;
  readonly help: string;
}

/** Settings that live on under another name, with what their value becomes. */
const renames: ReadonlyMap<
  string,
  readonly [name: string, convert?: (value: string, cluster: Resource) => string | undefined]
> = new Map([
  ['force_parallel_mode', ['debug_parallel_query']],
  ['wal_keep_segments', ['wal_keep_size', sizeOfSegments]],
]);

/** What a setting that none of some majors knows may mean. */
export function renamedSetting(
  { name, field }: GivenSetting,
  majors: readonly number[],
  cluster: Resource,
  postgres: PostgresCatalog,
): Rename | Gone {
  const fits = (meant: string, value: string): boolean =>
    !isSet(cluster, meant) &&
    majors.every((major) => {
      const setting = postgres.setting(meant, major);
      return setting !== undefined && 'value' in readSetting(value, setting);
    });
  const [present, convert] = renames.get(name.toLowerCase()) ?? [];
  if (present !== undefined && majors.some((major) => postgres.setting(present, major))) {
    const value = convert?.(field.value, cluster);
    const isSure = (!convert || value !== undefined) && fits(present, value ?? field.value);
    const clause = `, which is called "${present}" now`;
    return {
      is: 'renamed',
      name: present,
      isSet: isSet(cluster, present),
      isSure,
      clause,
      value,
      isOpen: convert !== undefined && value === undefined,
    };
  }
  const others = postgres.majors.filter((major) => postgres.setting(name, major));
  if (others.length > 0) {
    const [first = 0, last = 0] = [others[0], others.at(-1)];
    const isOlder = last < (majors[0] ?? 0);
    const clause = isOlder ? `: the last to have it is PostgreSQL ${last}` : `: it comes with PostgreSQL ${first}`;
    return { is: 'gone', clause, help: isOlder ? 'Remove it.' : `Remove it, or run PostgreSQL ${first}.` };
  }
  const known = new Set(majors.flatMap((major) => postgres.names(major).filter((one) => !one.includes('.'))));
  const near = nearest(name, known);
  if (near === undefined) return { is: 'gone', clause: '', help: 'Remove it, or look its name up in the manual.' };
  const isSure = distance(name.toLowerCase(), near.toLowerCase()) === 1 && fits(near, field.value);
  const clause = `; the nearest one is "${near}"`;
  return { is: 'misspelt', name: near, value: undefined, isOpen: false, isSet: isSet(cluster, near), isSure, clause };
}

function isSet(cluster: Resource, name: string): boolean {
  const keys = Object.keys(cluster.get('object', ...parametersPath)?.value ?? {});
  return keys.some((key) => key.toLowerCase() === name.toLowerCase());
}

/** Segments of WAL, of 16 MB unless initdb made others, as a size. */
function sizeOfSegments(count: string, cluster: Resource): string | undefined {
  const path = ['spec', 'bootstrap', 'initdb', 'walSegmentSize'];
  const size = cluster.has(...path) ? cluster.get('integer', ...path)?.value : 16;
  return /^\d{1,9}$/u.test(count) && size !== undefined ? `${Number(count) * size}MB` : undefined;
}
