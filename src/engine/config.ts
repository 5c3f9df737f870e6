import type { Index, Scope } from '../model/project.ts';
import type { SchemaCatalog, Target } from '../model/schema-catalog.ts';
import { categoryOf, type Preset, presets, type Rule, severityOfConsequence } from '../rule/define-rule.ts';
import type { Severity } from '../rule/finding.ts';
import { addTo } from '../values/lists.ts';

/** How a rule is set: a severity, or a severity with options. */
export type RuleSetting = Severity | 'off' | readonly [Severity | 'off', Readonly<Record<string, unknown>>];

/** Rule settings by id or `category/*`; later ones win. */
export type RuleSettings = Readonly<Record<string, RuleSetting>>;

/** Settings of a run as a whole, which say what is linted for. Everything is optional. */
export interface RunSettings {
  readonly cnpgVersion?: string;
  readonly pluginVersion?: string;
  readonly kubernetesVersion?: string;
  readonly postgresVersion?: string;
  readonly world?: 'open' | 'closed';
  readonly external?: { readonly clusters?: readonly string[]; readonly objectStores?: readonly string[] };
  readonly operatorPlugins?: readonly string[];
  readonly substitution?: 'flux' | 'envsubst' | 'helm';
  readonly gitops?: 'flux' | 'argocd' | 'helm';
  readonly now?: string;
}

/** Settings for the files that match a pattern. */
export interface Override {
  readonly files: readonly string[];
  readonly presets?: readonly Preset[];
  readonly rules?: RuleSettings;
}

/** A configuration file's content. Everything is optional. */
export interface ConfigFile extends RunSettings {
  readonly $schema?: string;
  readonly extends?: string | readonly string[];
  readonly presets?: readonly Preset[];
  readonly rules?: RuleSettings;
  readonly overrides?: readonly Override[];
  readonly ignore?: readonly string[];
  readonly rulesFrom?: readonly string[];
}

/** What several configurations come to, the weakest first: lists of names add up, and of anything else the last has its way. */
export function mergeSettings(all: readonly RunSettings[]): RunSettings {
  const merged: RunSettings = Object.assign({}, ...all.map(runSettings));
  const names = (of: (settings: RunSettings) => readonly string[] | undefined): readonly string[] => [
    ...new Set(all.flatMap((settings) => of(settings) ?? [])),
  ];
  return {
    ...merged,
    ...(merged.external && {
      external: {
        clusters: names(({ external }) => external?.clusters),
        objectStores: names(({ external }) => external?.objectStores),
      },
    }),
    ...(merged.operatorPlugins && { operatorPlugins: names(({ operatorPlugins }) => operatorPlugins) }),
  };
}

/** The part of a configuration that is about a run as a whole. */
function runSettings({
  $schema,
  extends: _,
  presets,
  rules,
  overrides,
  ignore,
  rulesFrom,
  ...rest
}: ConfigFile): RunSettings {
  return rest;
}

/** What the engine runs with: nothing is optional any more. */
export interface Config {
  readonly target: Target;
  readonly scope: Scope;
  /** What applies to a file; files with the same settings share one object. */
  settingsOf(file: string): FileSettings;
}

/** The rule settings that apply to a file, the weaker first: configuration file, its overrides, then flags. */
export interface FileSettings {
  readonly presets: readonly Preset[];
  readonly rules: readonly RuleSettings[];
}

/** A rule that is on, and how it is set. */
export interface ActiveRule {
  readonly rule: Rule;
  readonly severity: Severity;
  /** Whether somebody set the severity, so that no single case may change it. */
  readonly isChosen: boolean;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Whether settings ask for nothing but what a server says. */
export function isServerOnly({ presets: chosen }: FileSettings): boolean {
  return chosen.every((preset) => preset === 'server');
}

/** The rules that settings switch on. */
export function activeRules(rules: readonly Rule[], settings: FileSettings): readonly ActiveRule[] {
  // Often one file is all there is to lint, and nothing is set.
  const some = settings.rules.filter((one) => Object.keys(one).length > 0);
  const active: ActiveRule[] = [];
  for (const rule of rules) {
    const given = some.flatMap((one) => matching(rule, one));
    const last = given.at(-1);
    const severity = last === undefined ? severityByPreset(rule, settings) : typeof last === 'string' ? last : last[0];
    if (severity === 'off') continue;
    const set = given.map((setting) => (typeof setting === 'string' ? {} : setting[1]));
    const options = rule.options ? Object.assign({}, rule.options.defaults, ...set) : noOptions;
    active.push({ rule, severity, isChosen: last !== undefined, options });
  }
  return active;
}

/** Those of a rule that has none. */
export const noOptions: Readonly<Record<string, unknown>> = {};

function severityByPreset(rule: Rule, settings: FileSettings): Severity | 'off' {
  if (!isInPresets(rule.preset, settings)) return 'off';
  return (isServerOnly(settings) ? rule.serverSeverity : undefined) ?? severityOfConsequence[rule.consequence];
}

/** Whether settings ask for a preset, or for one that holds it. */
export function isInPresets(preset: Preset, settings: FileSettings): boolean {
  return settings.presets.some((chosen) => presets.indexOf(preset) <= presets.indexOf(chosen));
}

/** The settings that name a rule, by category before by id. */
function matching(rule: Rule, settings: RuleSettings): RuleSetting[] {
  return namesOf(rule)
    .map((key) => settings[key])
    .filter((setting) => setting !== undefined);
}

/** What settings call a rule, the weaker names first. */
export function namesOf({ id, aliases = [] }: Rule): readonly string[] {
  return ['*', `${categoryOf(id)}/*`, ...aliases, id];
}

/** Rules by what settings call them. */
export function rulesByName(rules: readonly Rule[]): Map<string, Rule[]> {
  const byName = new Map<string, Rule[]>();
  for (const rule of rules) for (const name of namesOf(rule)) addTo(byName, name, rule);
  return byName;
}

/** A setting that cannot be followed: an unknown version, rule or preset. The message is for the user. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
  /** The setting at fault, where it is one of a run as a whole. */
  readonly setting: keyof RunSettings | undefined;

  constructor(message: string, setting?: keyof RunSettings) {
    super(message);
    this.setting = setting;
  }
}

/** The minors to lint for; a patch release counts as its minor. Throws a SettingError for one that is not known. */
export function resolveTarget(
  schemas: SchemaCatalog,
  given: Pick<RunSettings, 'cnpgVersion' | 'pluginVersion'>,
): Target {
  return {
    cnpg: minorOf(given, 'cnpgVersion', schemas.cnpgVersions, 'CloudNativePG'),
    plugin: minorOf(given, 'pluginVersion', schemas.pluginVersions, 'Barman Cloud plugin'),
  };
}

function minorOf(
  settings: RunSettings,
  key: 'cnpgVersion' | 'pluginVersion',
  known: readonly string[],
  what: string,
): string {
  const newest = known.at(-1) ?? '';
  const given = settings[key];
  if (given === undefined) return newest;
  const minor = /^v?(\d+\.\d+)(?:\.\d+)?$/u.exec(given)?.[1];
  if (minor !== undefined && known.includes(minor)) return minor;
  throw new SettingError(`unknown ${what} version "${given}"; known are ${known.join(', ')}`, key);
}

/** The scope that settings describe. */
export function resolveScope(given: RunSettings, index: Index): Scope {
  return {
    world: given.world ?? 'open',
    index,
    external: { Cluster: given.external?.clusters ?? [], ObjectStore: given.external?.objectStores ?? [] },
    operatorPlugins: given.operatorPlugins ?? [],
    now: instantOf(given.now),
    isTargetChosen: given.cnpgVersion !== undefined,
    postgres: given.postgresVersion === undefined ? undefined : postgresMajor(given.postgresVersion),
    kubernetesMinor: given.kubernetesVersion === undefined ? undefined : kubernetesMinor(given.kubernetesVersion),
    substitution: given.substitution,
  };
}

function kubernetesMinor(given: string): number {
  const minor = /^v?1\.(\d+)(?:[.+-].*)?$/u.exec(given)?.[1];
  if (minor !== undefined) return Number(minor);
  throw new SettingError(`"kubernetesVersion" is "${given}", which is no version such as 1.34`, 'kubernetesVersion');
}

function postgresMajor(given: string): number {
  const major = /^(\d+)(?:\.\d+)*$/u.exec(given)?.[1];
  if (major !== undefined) return Number(major);
  throw new SettingError(`"postgresVersion" is "${given}", which is no version such as 17`, 'postgresVersion');
}

/** The clock is read once a run, so that all of its rules agree. Throws a SettingError for a text that is no date. */
function instantOf(given: string | undefined): Date {
  const now = given === undefined ? new Date() : new Date(given);
  if (!Number.isNaN(now.getTime())) return now;
  throw new SettingError(`"now" is "${given}", which is no date such as 2026-08-01 or 2026-08-01T12:00:00Z`, 'now');
}
