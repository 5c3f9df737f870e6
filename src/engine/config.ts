import type { Scope } from '../model/project.ts';
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
import { nearest } from '../text/nearest.ts';

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
  severityOf(rule: Rule, file: string): Setting;
  optionsOf(rule: Rule, file: string): Readonly<Record<string, unknown>>;
}

/** How a rule is set for a file. */
export interface Setting {
  readonly severity: Severity | 'off';
  /** Whether somebody set it, so that no single case may change it. */
  readonly isChosen: boolean;
  /** Whether nothing is asked for but what a server says. */
  readonly isServerOnly: boolean;
}

/** The rule settings that apply to a file, the weaker first: configuration file, its overrides, then flags. */
export interface FileSettings {
  readonly presets: readonly Preset[];
  readonly rules: readonly RuleSettings[];
}

/** Resolves what applies to each file. */
export function createConfig(target: Target, scope: Scope, settingsOf: (file: string) => FileSettings): Config {
  const known = new Map<FileSettings, Map<Rule, Setting>>();
  return {
    target,
    scope,
    severityOf(rule, file) {
      const settings = settingsOf(file);
      let ofSettings = known.get(settings);
      if (!ofSettings) known.set(settings, (ofSettings = new Map()));
      let severity = ofSettings.get(rule);
      if (!severity) ofSettings.set(rule, (severity = resolveSetting(rule, settings)));
      return severity;
    },
    optionsOf(rule, file) {
      const defaults = rule.options?.defaults ?? {};
      const given = settingsOf(file).rules.flatMap((rules) => matching(rule, rules));
      return Object.assign({}, defaults, ...given.map((setting) => (typeof setting === 'string' ? {} : setting[1])));
    },
  };
}

function resolveSetting(rule: Rule, { presets: chosen, rules }: FileSettings): Setting {
  const isServerOnly = chosen.every((preset) => preset === 'server');
  const last = rules.flatMap((settings) => matching(rule, settings)).at(-1);
  if (last !== undefined) return { severity: typeof last === 'string' ? last : last[0], isChosen: true, isServerOnly };
  const enabled = chosen.some((preset) => presets.indexOf(rule.preset) <= presets.indexOf(preset));
  const own = severityOfConsequence[rule.consequence];
  const severity = (isServerOnly ? rule.serverSeverity : undefined) ?? own;
  return { severity: enabled ? severity : 'off', isChosen: false, isServerOnly };
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
  const near = nearest(name, known);
  return `unknown ${what} "${name}"${near === undefined ? '' : `; did you mean "${near}"?`}`;
}

function isOfType(value: unknown, schema: OptionSchema): boolean {
  if (schema.type === 'array')
    return Array.isArray(value) && value.every((item) => typeof item === 'string' && isOfFormat(item, schema));
  if (schema.type === 'integer')
    return Number.isInteger(value) && Number(value) >= (schema.minimum ?? Number.MIN_SAFE_INTEGER);
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

function described({ type, minimum, items }: OptionSchema): string {
  if (type === 'array') return items?.format === 'regex' ? 'a list of regular expressions' : 'a list of strings';
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
export function resolveScope(given: ConfigFile, hasIndex: boolean): Scope {
  return {
    world: given.world ?? 'open',
    hasIndex,
    external: { Cluster: given.external?.clusters ?? [], ObjectStore: given.external?.objectStores ?? [] },
    operatorPlugins: given.operatorPlugins ?? [],
  };
}
