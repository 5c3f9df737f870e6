import { dirname, resolve } from 'node:path';
import type { ConfigFile, Rule, RuleSettings } from '../core.ts';
import { complaintsAbout, type FileSettings } from '../engine/config.ts';
import type { Path } from '../manifest/path.ts';
import type { Preset } from '../rule/define-rule.ts';
import { configIn, type LoadedConfig, loadConfig } from './config-file.ts';
import { validateConfig } from './config-validator.ts';
import { displayPath, isGitRoot } from './find-files.ts';
import { ignoreOf } from './ignore-files.ts';
import { UsageError } from './usage-error.ts';

/** The configuration files of a run: one given, or the nearest to each file. */
export class Configs {
  readonly #cwd: string;
  readonly #own: ConfigFile;
  readonly #none: boolean;
  readonly #byFolder = new Map<string, LoadedConfig | undefined>();
  readonly #byPath = new Map<string, LoadedConfig>();
  readonly #settings = new Map<LoadedConfig | undefined, Map<string, FileSettings>>();
  readonly #given: LoadedConfig | undefined;

  /** `own` are the settings of the run itself, which win; `given` is a file's path, or false for no file at all. */
  constructor(cwd: string, given: string | false | undefined, own: ConfigFile) {
    this.#cwd = cwd;
    this.#own = own;
    this.#none = given === false;
    this.#given = typeof given === 'string' ? this.#load(resolve(cwd, given)) : undefined;
  }

  /** The configuration that applies in a folder: its own, else that of the folder above, up to the root of the git work tree. */
  at(folder: string): LoadedConfig | undefined {
    if (this.#none || this.#given) return this.#given;
    if (this.#byFolder.has(folder)) return this.#byFolder.get(folder);
    const path = configIn(folder);
    const above = dirname(folder);
    const isTop = above === folder || isGitRoot(folder);
    const config = path !== undefined ? this.#load(path) : isTop ? undefined : this.at(above);
    this.#byFolder.set(folder, config);
    return config;
  }

  /** Whether the configuration of a file's folder ignores it. */
  ignores(absolute: string): boolean {
    const config = this.at(dirname(absolute));
    return matches(config, config?.content.ignore ?? [], absolute);
  }

  /** Presets and rule settings of a file: its configuration, the overrides that name it, then the settings of the run. */
  settingsOf(absolute: string): FileSettings {
    const config = this.at(dirname(absolute));
    const { presets = ['recommended'] as readonly Preset[], rules = {}, overrides = [] } = config?.content ?? {};
    const applying = overrides.filter(({ files }) => matches(config, files, absolute));
    const key = applying.map((override) => overrides.indexOf(override)).join();
    let known = this.#settings.get(config);
    if (!known) this.#settings.set(config, (known = new Map()));
    let settings = known.get(key);
    if (!settings) {
      const all = [rules, ...applying.map((override) => override.rules), this.#own.rules ?? {}];
      settings = { presets: this.#own.presets ?? presets, rules: all };
      known.set(key, settings);
    }
    return settings;
  }

  /** Throws a UsageError, with its place, if settings name a rule, a severity or an option that does not exist. */
  check(rules: readonly Rule[]): void {
    const complaints = complaintsAbout(this.#own.rules ?? {}, rules).map(({ message }) => message);
    for (const { content, place } of this.#byPath.values()) {
      const all: readonly (readonly [Path, RuleSettings])[] = [
        [['rules'], content.rules ?? {}],
        ...(content.overrides ?? []).map((override, index) => [['overrides', index, 'rules'], override.rules] as const),
      ];
      for (const [path, settings] of all)
        for (const { key, message } of complaintsAbout(settings, rules))
          complaints.push(`${place(...path, key)}: ${message}`);
    }
    if (complaints.length > 0) throw new UsageError(...complaints);
  }

  #load(path: string): LoadedConfig {
    const known = this.#byPath.get(path);
    if (known) return known;
    const loaded = loadConfig(path, displayPath(path, this.#cwd), validateConfig);
    this.#byPath.set(path, loaded);
    return loaded;
  }
}

function matches(config: LoadedConfig | undefined, patterns: readonly string[], absolute: string): boolean {
  if (!config || patterns.length === 0) return false;
  const local = displayPath(absolute, config.folder);
  return !local.startsWith('../') && ignoreOf(patterns).ignores(local);
}
