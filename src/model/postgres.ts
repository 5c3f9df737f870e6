import type { SettingType } from '../values/postgres-value.ts';

/** Who may change a setting, and when. */
export type SettingContext =
  | 'internal'
  | 'postmaster'
  | 'sighup'
  | 'superuser-backend'
  | 'backend'
  | 'superuser'
  | 'user';

/** A setting of a PostgreSQL major. */
export interface PostgresSetting extends SettingType {
  /** As PostgreSQL spells it. */
  readonly name: string;
  /** `internal` cannot be set at all, `postmaster` takes effect at a restart, `sighup` at a reload. */
  readonly context: SettingContext;
  /** What holds without a configuration file, in the unit of the setting. */
  readonly default?: string;
}

/** What each PostgreSQL major knows of its settings, its own and those of the libraries that come with it. */
export interface PostgresCatalog {
  /** Oldest first. */
  readonly majors: readonly number[];
  /** The setting of a name, in any case; nothing if the major has none, or is not known. A former name leads to the present one. */
  setting(name: string, major: number): PostgresSetting | undefined;
  /** The names of all settings of a major. */
  names(major: number): readonly string[];
}

interface Span {
  /** The first and the last major that it holds for; without one, all that are known. */
  readonly since?: number;
  readonly until?: number;
}

/** The content of `schemas/postgres/settings.json`: the settings of all majors, each as often as it differs. */
export interface PostgresTable {
  /** The release that each major was read of. */
  readonly releases: Readonly<Record<string, string>>;
  readonly settings: readonly ((PostgresSetting & Span) | ({ readonly name: string; readonly alias: string } & Span))[];
}

/** Looks settings up in a table, which is asked for when first needed. */
export function postgresCatalog(load: () => PostgresTable): PostgresCatalog {
  const known = new Map<number, ReadonlyMap<string, PostgresSetting>>();
  const ofMajor = (major: number): ReadonlyMap<string, PostgresSetting> => {
    let settings = known.get(major);
    if (!settings) known.set(major, (settings = settingsOf(load(), major)));
    return settings;
  };
  return {
    get majors() {
      return Object.keys(load().releases).map(Number);
    },
    setting: (name, major) => ofMajor(major).get(name.toLowerCase()),
    names: (major) => [...new Set([...ofMajor(major).values()].map(({ name }) => name))],
  };
}

function settingsOf({ releases, settings }: PostgresTable, major: number): ReadonlyMap<string, PostgresSetting> {
  const found = new Map<string, PostgresSetting>();
  if (!Object.hasOwn(releases, major)) return found;
  const own = settings.filter(({ since = major, until = major }) => since <= major && until >= major);
  for (const entry of own) if (!('alias' in entry)) found.set(entry.name.toLowerCase(), entry);
  for (const entry of own) {
    const present = 'alias' in entry ? found.get(entry.alias) : undefined;
    if (present) found.set(entry.name, present);
  }
  return found;
}
