import { dirname } from 'node:path';
import type { Rule, RunSettings, SchemaCatalog } from '../core.ts';
import { activeRules, mergeSettings, namesOf, type RuleSetting } from '../engine/config.ts';
import { isMeantFor } from '../engine/run-rules.ts';
import { type Path, toDotted, valueAt } from '../manifest/path.ts';
import type { ConfigLayer } from './config-file.ts';
import { type Configs, defaultPresets } from './configs.ts';
import { Exclusions } from './find-files.ts';
import { groupsOf } from './groups.ts';

/** A value, and where it comes from: `file:line:column`, or `flag`, `environment` or `default`. */
export interface Applied<T> {
  readonly value: T;
  readonly origins: readonly string[];
}

/** How a rule is set for a file. */
export interface AppliedRule {
  readonly severity: string;
  /** What decides on that: a setting of the rule, the presets, or the version that is linted for. */
  readonly by: 'setting' | 'presets' | 'version';
  readonly origins: readonly string[];
  /** Half a sentence that says why it is on or off. */
  readonly reason: string;
  readonly options: Readonly<Record<string, Applied<unknown>>>;
}

/** All that applies to a file. */
export interface AppliedConfig {
  /** The configuration files, the weakest first. */
  readonly configFiles: readonly string[];
  /** What leaves the file out of a search, if anything does. */
  readonly ignoredBy: string | undefined;
  readonly settings: Readonly<Record<string, Applied<unknown>>>;
  /** By rule id; those of the configuration's own modules, too. */
  readonly rules: Readonly<Record<string, AppliedRule>>;
}

/** Works out what applies to a file. Throws a UsageError for a configuration that cannot be followed. */
export async function appliedConfig(
  absolute: string,
  configs: Configs,
  { cwd, schemas, now }: { readonly cwd: string; readonly schemas: SchemaCatalog; readonly now: string | undefined },
): Promise<AppliedConfig> {
  const config = configs.at(dirname(absolute));
  const newest = schemas.cnpgVersions.at(-1) ?? '';
  const [{ target, rules }] = await groupsOf([], config, configs, {
    cwd,
    schemas,
    index: 'none',
    now: now ?? new Date().toISOString(),
    customRules: [],
    // Which operator a project installs is known when it is linted.
    operator: () => newest,
  });
  const layers = configs.layersOf(config);
  const merged = mergeSettings(layers.map(({ content }) => content));
  const setting = (value: unknown, ...path: Path): Applied<unknown> => {
    const places = layers
      .filter(({ content }) => valueAt(content, path) !== undefined)
      .map((layer) => originIn(layer, path));
    // Lists of names add up, and so have several origins; of anything else, the last counts.
    return { value, origins: places.length === 0 ? ['default'] : Array.isArray(value) ? places : places.slice(-1) };
  };
  const of = (key: keyof RunSettings, otherwise: unknown = null): Applied<unknown> =>
    setting(merged[key] ?? otherwise, key);
  const presets = presetsOf(absolute, configs);
  const ignoring = configs.ignoringPlace(absolute);
  return {
    configFiles: (config?.layers ?? []).map(({ shown }) => shown),
    ignoredBy: ignoring
      ? `ignore at ${originIn(ignoring.layer, ['ignore', ignoring.index])}`
      : new Exclusions(cwd).reasonFor(absolute),
    settings: {
      presets,
      cnpgVersion: of('cnpgVersion', target.cnpg),
      pluginVersion: of('pluginVersion', target.plugin),
      kubernetesVersion: of('kubernetesVersion'),
      postgresVersion: of('postgresVersion'),
      world: of('world', 'open'),
      'external.clusters': setting(merged.external?.clusters ?? [], 'external', 'clusters'),
      'external.objectStores': setting(merged.external?.objectStores ?? [], 'external', 'objectStores'),
      operatorPlugins: of('operatorPlugins', []),
      substitution: of('substitution'),
      gitops: of('gitops'),
      now: merged.now === undefined && now !== undefined ? { value: now, origins: ['environment'] } : of('now'),
      rulesFrom: setting(
        layers.flatMap(({ content }) => content.rulesFrom ?? []),
        'rulesFrom',
      ),
    },
    rules: Object.fromEntries(
      rules.map((rule) => {
        const meant = isMeantFor(rule, { schemas, target });
        return [rule.id, meant ? ruleFor(rule, absolute, configs, presets) : unmeant(rule, target.cnpg)];
      }),
    ),
  };
}

function presetsOf(absolute: string, configs: Configs): Applied<unknown> {
  const last = configs.placedSettingsOf(absolute).findLast(({ presets }) => presets !== undefined);
  return last
    ? { value: last.presets, origins: [originIn(last.layer, [...last.path, 'presets'])] }
    : { value: defaultPresets, origins: ['default'] };
}

/** A setting of a rule, under one of its names. */
interface Found {
  readonly setting: RuleSetting;
  readonly origin: (...below: Path) => string;
  readonly where: string;
}

function ruleFor(rule: Rule, absolute: string, configs: Configs, presets: Applied<unknown>): AppliedRule {
  const found = configs.placedSettingsOf(absolute).flatMap(({ layer, path, rules = {} }) =>
    namesOf(rule).flatMap((name): Found[] => {
      const setting = rules[name];
      const origin = (...below: Path): string => originIn(layer, [...path, 'rules', name, ...below]);
      const key = toDotted([...path, 'rules', name]);
      return setting === undefined ? [] : [{ setting, origin, where: layer.path === '' ? '--rule' : key }];
    }),
  );
  const [active] = activeRules([rule], configs.settingsOf(absolute));
  const last = found.at(-1);
  const names = [presets.value].flat().join(', ');
  return {
    severity: active?.severity ?? 'off',
    by: last ? 'setting' : 'presets',
    origins: last ? [last.origin()] : presets.origins,
    reason: last
      ? `set by ${last.where} at ${last.origin()}`
      : `it is of preset ${rule.preset}, and ${names} ${active ? 'is' : 'is all that is'} asked for (${presets.origins.join(', ')})`,
    options: Object.fromEntries(
      Object.entries(rule.options?.defaults ?? {}).map(([name, value]) => {
        const own = found.findLast(({ setting }) => optionsOf(setting)[name] !== undefined);
        return [
          name,
          own
            ? { value: optionsOf(own.setting)[name], origins: [own.origin(1, name)] }
            : { value, origins: ['default'] },
        ];
      }),
    ),
  };
}

function unmeant({ since, until }: Rule, minor: string): AppliedRule {
  const bounds = [
    ...(since === undefined ? [] : [`since ${since}`]),
    ...(until === undefined ? [] : [`until ${until}`]),
  ];
  const reason = `it is for CloudNativePG ${bounds.join(' ')}, and ${minor} is linted for`;
  return { severity: 'off', by: 'version', origins: ['default'], reason, options: {} };
}

function optionsOf(setting: RuleSetting): Readonly<Record<string, unknown>> {
  return typeof setting === 'string' ? {} : (setting[1] ?? {});
}

function originIn({ path, place }: ConfigLayer, at: Path): string {
  return path === '' ? 'flag' : place(...at);
}
