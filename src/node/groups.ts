import { dirname, resolve } from 'node:path';
import { rules as builtInRules, type Rule, type RunSettings, SettingError } from '../core.ts';
import { mergeSettings, resolveScope, resolveTarget } from '../engine/config.ts';
import { complaintAboutRules, withUrl } from '../engine/custom-rules.ts';
import type { Index, Scope } from '../model/project.ts';
import type { SchemaCatalog, Target } from '../model/schema-catalog.ts';
import type { Configs, LoadedConfig } from './configs.ts';
import { loadRules } from './load-rules.ts';
import { UsageError } from './usage-error.ts';

/** Files of a run that are linted for the same target, in the same scope, with the same rules: in most runs, all of them. */
export interface Group {
  readonly files: ReadonlySet<string>;
  readonly rules: readonly Rule[];
  readonly target: Target;
  readonly scope: Scope;
}

/** What groups are made with, beside the files and their configurations. */
export interface Ground {
  readonly cwd: string;
  readonly schemas: SchemaCatalog;
  readonly index: Index;
  /** The date that counts where no configuration has one. */
  readonly now: string;
  readonly customRules: readonly Rule[];
  /** The version of the operator that the project installs; throws where it cannot tell. */
  readonly operator: () => string;
}

/**
 * Groups files by what their nearest configurations say; the first group is that of `root`, the configuration of the run as a
 * whole, unless it holds for none of them. Throws a UsageError for a configuration that cannot be followed.
 */
export async function groupsOf(
  files: readonly { readonly path: string }[],
  root: LoadedConfig | undefined,
  configs: Configs,
  ground: Ground,
): Promise<readonly [Group, ...Group[]]> {
  const kinds = ground.schemas.kinds.map(({ kind }) => kind);
  const wrong = complaintAboutRules(ground.customRules, builtInRules, kinds);
  if (wrong !== undefined) throw new SettingError(wrong);
  const byConfig = new Map<LoadedConfig | undefined, string[]>([[root, []]]);
  for (const { path } of files) {
    const config = configs.at(dirname(resolve(ground.cwd, path)));
    const known = byConfig.get(config);
    if (known) known.push(path);
    else byConfig.set(config, [path]);
  }
  const groups = new Map<string, Group>();
  for (const [config, own] of byConfig) {
    const layers = configs.layersOf(config);
    const rules = [...builtInRules, ...ground.customRules.map(withUrl)];
    rules.push(...(await loadRules(layers, { cwd: ground.cwd, kinds, rules })));
    configs.check(config, rules);
    const settings = settingsOf(config, configs, ground);
    const modules = layers.filter(({ content }) => content.rulesFrom).map(({ path }) => path);
    const key = JSON.stringify([settings, modules]);
    const files = [...(groups.get(key)?.files ?? []), ...own];
    groups.set(key, { ...followed(settings, config, ground), rules, files: new Set(files) });
  }
  const [ofRoot, ...others] = groups.values();
  if (!ofRoot) throw new Error('there is always a group');
  return ofRoot.files.size > 0 || !others[0] ? [ofRoot, ...others] : [others[0], ...others.slice(1)];
}

function settingsOf(config: LoadedConfig | undefined, configs: Configs, { now, operator }: Ground): RunSettings {
  const settings = mergeSettings([{ now }, ...configs.layersOf(config).map(({ content }) => content)]);
  return settings.cnpgVersion === 'auto' ? { ...settings, cnpgVersion: operator() } : settings;
}

/** Throws a UsageError with the place of a setting that cannot be followed. */
function followed(
  settings: RunSettings,
  config: LoadedConfig | undefined,
  { schemas, index }: Ground,
): Pick<Group, 'target' | 'scope'> {
  try {
    return { target: resolveTarget(schemas, settings), scope: resolveScope(settings, index) };
  } catch (error) {
    if (!(error instanceof SettingError) || error.setting === undefined) throw error;
    const { setting, message } = error;
    const layer = config?.layers.findLast(({ content }) => content[setting] === settings[setting]);
    throw layer ? new UsageError(`${layer.place(setting)}: ${message}`) : error;
  }
}
