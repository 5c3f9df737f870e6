import type { Index, Scope } from '../model/project.ts';
import type { SchemaCatalog, Target } from '../model/schema-catalog.ts';
import {
  categoryOf,
  type OptionSchema,
  type Preset,
  presets,
  type Rule,
  severityOfConsequence,
} from '../rule/define-rule.ts';
import type { Severity } from '../rule/finding.ts';
import { didYouMean } from '../text/nearest.ts';

/** How a rule is set: a severity, or a severity with options. */
export type RuleSetting = Severity | 'off' | readonly [Severity | 'off', Readonly<Record<string, unknown>>];

/** Rule settings by id or `category/*`; later ones win. */
export type RuleSettings = Readonly<Record<string, RuleSetting>>;

/** A configuration file's content, and the options of the library. Everything is optional. */
export interface ConfigFile {
  readonly cnpgVersion?: string;
  readonly pluginVersion?: string;
  readonly kubernetesVersion?: string;
  readonly postgresVersion?: string;
  readonly world?: 'open' | 'closed';
  readonly presets?: readonly Preset[];
  readonly rules?: RuleSettings;
  readonly overrides?: readonly { readonly files: readonly string[]; readonly rules: RuleSettings }[];
  readonly ignore?: readonly string[];
  readonly external?: { readonly clusters?: readonly string[]; readonly objectStores?: readonly string[] };
  readonly operatorPlugins?: readonly string[];
  readonly substitution?: 'flux' | 'envsubst' | 'helm';
  readonly gitops?: 'flux' | 'argocd' | 'helm';
  readonly now?: string;
  readonly rulesFrom?: readonly string[];
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
  return rules.flatMap((rule) => {
    const given = settings.rules.flatMap((some) => matching(rule, some));
    const last = given.at(-1);
    const severity = last === undefined ? severityByPreset(rule, settings) : typeof last === 'string' ? last : last[0];
    if (severity === 'off') return [];
    const options = given.map((setting) => (typeof setting === 'string' ? {} : setting[1]));
    return [
      { rule, severity, isChosen: last !== undefined, options: Object.assign({}, rule.options?.defaults, ...options) },
    ];
  });
}

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
  return ['*', `${categoryOf(rule.id)}/*`, ...(rule.aliases ?? []), rule.id]
    .map((key) => settings[key])
    .filter((setting) => setting !== undefined);
}

/** What is wrong with settings of rules: names, severities and options that do not exist. */
export function complaintsAbout(
  settings: RuleSettings,
  rules: readonly Rule[],
): { readonly key: string; readonly message: string }[] {
  return Object.entries(settings).flatMap(([key, setting]: [string, unknown]) => {
    const named = rules.filter(
      (rule) =>
        key === '*' || rule.id === key || rule.aliases?.includes(key) === true || key === `${categoryOf(rule.id)}/*`,
    );
    const complain = (message: string): { key: string; message: string }[] => [{ key, message }];
    if (named.length === 0)
      return complain(
        unknownName(
          'rule',
          key,
          rules.map(({ id }) => id),
        ),
      );
    const [severity, options = {}] = (Array.isArray(setting) ? setting : [setting]) as [unknown, unknown?];
    if (typeof severity !== 'string' || !severities.includes(severity))
      return complain(`the severity of "${key}" must be one of ${severities.join(', ')}`);
    if (typeof options !== 'object' || options === null) return complain(`the options of "${key}" must be a mapping`);
    return Object.entries(options).flatMap(([name, value]) => {
      const schema = named.map((rule) => rule.options?.schema[name]).find((found) => found !== undefined);
      if (!schema)
        return complain(
          unknownName(
            `option of "${key}"`,
            name,
            named.flatMap((rule) => Object.keys(rule.options?.schema ?? {})),
          ),
        );
      return isOfType(value, schema) ? [] : complain(`the option "${name}" of "${key}" must be ${described(schema)}`);
    });
  });
}

const severities: readonly string[] = ['error', 'warning', 'info', 'off'];

function unknownName(what: string, name: string, known: readonly string[]): string {
  const question = didYouMean(name, known);
  return `unknown ${what} "${name}"${question === undefined ? '' : `; ${question}`}`;
}

function isOfType(value: unknown, schema: OptionSchema): boolean {
  if (schema.type === 'array')
    return Array.isArray(value) && value.every((item) => typeof item === 'string' && isOfFormat(item, schema));
  if (schema.type === 'integer')
    return Number.isInteger(value) && Number(value) >= (schema.minimum ?? Number.MIN_SAFE_INTEGER);
  if (typeof value === 'string' && schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value))
    return false;
  return typeof value === schema.type;
}

function isOfFormat(text: string, { items }: OptionSchema): boolean {
  if (items?.format !== 'regex') return true;
  try {
    return Boolean(new RegExp(text, 'u'));
  } catch {
    return false;
  }
}

function described({ type, minimum, items, pattern }: OptionSchema): string {
  if (type === 'array') return items?.format === 'regex' ? 'a list of regular expressions' : 'a list of strings';
  if (pattern !== undefined) return `a text that matches ${pattern}`;
  return `of type ${type}${minimum === undefined ? '' : `, at least ${minimum}`}`;
}

/** A setting that cannot be followed: an unknown version, rule or preset. The message is for the user. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

/** The minors to lint for; a patch release counts as its minor. Throws a SettingError for one that is not known. */
export function resolveTarget(
  schemas: SchemaCatalog,
  given: Pick<ConfigFile, 'cnpgVersion' | 'pluginVersion'>,
): Target {
  return {
    cnpg: minorOf(given.cnpgVersion, schemas.cnpgVersions, 'CloudNativePG'),
    plugin: minorOf(given.pluginVersion, schemas.pluginVersions, 'Barman Cloud plugin'),
  };
}

function minorOf(given: string | undefined, known: readonly string[], what: string): string {
  const newest = known.at(-1) ?? '';
  if (given === undefined) return newest;
  const minor = /^v?(\d+\.\d+)(?:\.\d+)?$/u.exec(given)?.[1];
  if (minor !== undefined && known.includes(minor)) return minor;
  throw new SettingError(`unknown ${what} version "${given}"; known are ${known.join(', ')}`);
}

/** The scope that settings describe. */
export function resolveScope(given: ConfigFile, index: Index): Scope {
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
  throw new SettingError(`"kubernetesVersion" is "${given}", which is no version such as 1.34`);
}

function postgresMajor(given: string): number {
  const major = /^(\d+)(?:\.\d+)*$/u.exec(given)?.[1];
  if (major !== undefined) return Number(major);
  throw new SettingError(`"postgresVersion" is "${given}", which is no version such as 17`);
}

/** The clock is read once a run, so that all of its rules agree. Throws a SettingError for a text that is no date. */
function instantOf(given: string | undefined): Date {
  const now = given === undefined ? new Date() : new Date(given);
  if (!Number.isNaN(now.getTime())) return now;
  throw new SettingError(`"now" is "${given}", which is no date such as 2026-08-01 or 2026-08-01T12:00:00Z`);
}
