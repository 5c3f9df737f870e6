import type { PostgresCatalog, PostgresSetting } from '../model/postgres.ts';
import {
  defineFact,
  type FactContext,
  type Field,
  hasPlaceholder,
  type Path,
  type Project,
  type Resource,
} from '../rule/index.ts';
import { parsePostgresSize } from '../values/postgres-size.ts';
import { readSetting, type SettingFault, type SettingValue } from '../values/postgres-value.ts';
import { admitted } from './effective.ts';
import { parameterNames, parametersPath, readsParameters } from './parameters.ts';
import { resolvedImage } from './resolved-image.ts';

/** The PostgreSQL majors that a Cluster may run. */
export interface PossibleMajors {
  /** Oldest first; empty when it is none whose settings are known. */
  readonly majors: readonly number[];
  /** In words, such as `PostgreSQL 17` or `PostgreSQL 13 to 18`. */
  readonly inWords: string;
}

/**
 * Which majors may a Cluster run? Where it leaves that to the operator, whose default moves, the one of the configuration,
 * else all that are known.
 */
export const possibleMajors = defineFact<Resource, PossibleMajors>({
  name: 'possible-majors',
  compute(cluster, context) {
    const { schemas, scope } = context.project;
    const all = schemas.postgres.majors;
    const image = context.fact(resolvedImage, cluster);
    const major = (image?.from === 'operator' ? undefined : image?.major) ?? scope.postgres;
    if (major === undefined) return { majors: all, inWords: `PostgreSQL ${all[0]} to ${all.at(-1)}` };
    return { majors: all.filter((one) => one === major), inWords: `PostgreSQL ${major}` };
  },
});

/** A parameter that a Cluster sets. */
export interface GivenSetting {
  /** As it is written; PostgreSQL minds no case. */
  readonly name: string;
  readonly path: Path;
  readonly field: Field<string>;
  /** What the majors know it as, the oldest first; nothing for those that do not know it. */
  readonly settings: readonly PostgresSetting[];
  /** What the newest of them that takes it makes of its value, else why the newest does not; nothing where none knows it. */
  readonly read: SettingValue | undefined;
}

/** Which parameters with a known value does a Cluster set, and what do they mean to the PostgreSQL that it runs? */
export function givenSettings(cluster: Resource, context: FactContext): readonly GivenSetting[] {
  const read = readerOf(cluster, context);
  return parameterNames(cluster).flatMap((name) => read(name) ?? []);
}

/** What a Cluster sets a parameter to, if PostgreSQL takes it; nothing if it leaves it alone. */
export function givenSetting(
  cluster: Resource,
  name: string,
  context: FactContext,
): (GivenSetting & { value: unknown }) | undefined {
  for (const own of parameterNames(cluster)) {
    const one = own.toLowerCase() === name ? readerOf(cluster, context)(own) : undefined;
    if (one) return one.read && 'value' in one.read ? { ...one, value: one.read.value } : undefined;
  }
  return undefined;
}

function readerOf(cluster: Resource, context: FactContext): (name: string) => GivenSetting | undefined {
  const read = context.fact(readings, context.project)(context.fact(possibleMajors, cluster).majors);
  return (name) => {
    const path = [...parametersPath, name];
    const field = cluster.get('string', ...path);
    return field && !hasPlaceholder(name) ? { name, path, field, ...read(name, field.value) } : undefined;
  };
}

type Reading = Pick<GivenSetting, 'settings' | 'read'>;

/** What do majors make of a parameter and its value? Many clusters set the same. */
const readings = defineFact<Project, (majors: readonly number[]) => (name: string, text: string) => Reading>({
  name: 'readings-of-settings',
  compute({ schemas: { postgres } }) {
    const known = new Map<string, (name: string, text: string) => Reading>();
    return (majors) => {
      const key = majors.join();
      let read = known.get(key);
      if (!read) known.set(key, (read = rememberReadings(postgres, majors)));
      return read;
    };
  },
});

function rememberReadings(
  postgres: PostgresCatalog,
  majors: readonly number[],
): (name: string, text: string) => Reading {
  const known = new Map<string, Map<string, Reading>>();
  return (name, text) => {
    let byText = known.get(name);
    if (!byText) known.set(name, (byText = new Map()));
    let reading = byText.get(text);
    if (!reading) {
      const settings = majors.flatMap((major) => postgres.setting(name, major) ?? []);
      const reads = settings.map((setting) => readSetting(text, setting));
      byText.set(text, (reading = { settings, read: reads.findLast((one) => 'value' in one) ?? reads.at(-1) }));
    }
    return reading;
  };
}

/** The parameters whose value PostgreSQL does not take, apart from those that the operator's webhook refuses already. */
export const refusedSettings = defineFact<Resource, readonly (GivenSetting & SettingFault)[]>({
  name: 'refused-settings',
  compute(cluster, context) {
    const { schemas, target } = context.project;
    const { booleanParameters, fixedParameters } = schemas.operator(target);
    const isLeftOut = ({ name, field: { value } }: GivenSetting): boolean => {
      if (fixedParameters.includes(name)) return true;
      const object = context.fact(admitted, cluster);
      if (!object || !context.fact(readsParameters, object)) return false;
      if (sizes.includes(name)) return value !== '' && parsePostgresSize(value) === undefined;
      return booleanParameters.includes(name) || name === 'wal_level';
    };
    return givenSettings(cluster, context).flatMap((given) =>
      given.read && 'fault' in given.read && !isInternal(given) && !isLeftOut(given)
        ? [{ ...given, ...given.read }]
        : [],
    );
  },
});

const sizes = ['shared_buffers', 'min_wal_size', 'max_wal_size'];

/** Whether a parameter only tells something of the server, such as how it was built: nobody can set it. */
export function isInternal({ settings }: GivenSetting): boolean {
  return settings.some(({ context }) => context === 'internal');
}

/** Whether a parameter is one of a library: with a wrong value, the server starts, and that of the library's default holds. */
export function isOfLibrary({ name }: GivenSetting): boolean {
  return name.includes('.');
}
