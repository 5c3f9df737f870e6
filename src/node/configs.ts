import { dirname, resolve } from 'node:path';
import type { Ignore } from 'ignore';
import type { ConfigFile, Rule, RuleSettings, RunSettings } from '../core.ts';
import { complaintsAbout } from '../engine/check-settings.ts';
import { type FileSettings, mergeSettings } from '../engine/config.ts';
import type { Path } from '../manifest/path.ts';
import type { Preset } from '../rule/define-rule.ts';
import { withExtended } from './config-extends.ts';
import { type ConfigLayer, configIn, loadLayer } from './config-file.ts';
import { displayPath, isGitRoot } from './find-files.ts';
import { matcherOf } from './ignore-files.ts';
import { UsageError } from './usage-error.ts';

/** The configuration that applies in a folder: a file and all that it extends. */
export interface LoadedConfig {
  readonly path: string;
  readonly folder: string;
  /** The files that it is made of, the weakest first. */
  readonly layers: readonly ConfigLayer[];
  /** What they say of a run as a whole. */
  readonly content: RunSettings;
}

/** Some rule settings or presets, and where they stand. */
export interface PlacedSettings {
  readonly layer: ConfigLayer;
  /** Where they stand in it: at its root, or an override. */
  readonly path: Path;
  readonly presets?: readonly Preset[];
  readonly rules?: RuleSettings;
}

/** The configuration files of a run: one given, or the nearest to each file. */
export class Configs {
  readonly #cwd: string;
  readonly #own: readonly ConfigLayer[];
  readonly #none: boolean;
  readonly #byFolder = new Map<string, LoadedConfig | undefined>();
  readonly #byPath = new Map<string, LoadedConfig>();
  readonly #matchers = new Map<readonly string[], Ignore>();
  readonly #settings = new Map<LoadedConfig | undefined, Map<string, FileSettings>>();
  readonly #given: LoadedConfig | undefined;

  /** `own` are the settings of the run itself, which win; `given` is a file's path, or false for no file at all. */
  constructor(cwd: string, given: string | false | undefined, own: ConfigFile) {
    this.#cwd = cwd;
    const ownLayer = { path: '', folder: cwd, base: cwd, shown: '', content: own, place: () => '' };
    this.#own = withExtended(ownLayer, cwd);
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

  /** The files that were read so far. */
  get paths(): ReadonlySet<string> {
    return new Set([...this.#byPath.values()].flatMap(({ layers }) => layers.map(({ path }) => path)));
  }

  /** What a configuration is made of, and the settings of the run itself after it. */
  layersOf(config: LoadedConfig | undefined): readonly ConfigLayer[] {
    return [...(config?.layers ?? []), ...this.#own];
  }

  /** Whether the configuration of a file's folder ignores it. */
  ignores(absolute: string): boolean {
    return this.ignoringPlace(absolute) !== undefined;
  }

  /** Where the pattern stands that has a file ignored, if one does; the strongest configuration that says anything decides. */
  ignoringPlace(absolute: string): { readonly layer: ConfigLayer; readonly index: number } | undefined {
    for (const layer of this.layersOf(this.at(dirname(absolute))).toReversed()) {
      const { ignored, unignored, rule } = this.#match(layer, layer.content.ignore ?? [], absolute);
      if (unignored) return undefined;
      if (ignored) return { layer, index: Number(rule?.mark) };
    }
    return undefined;
  }

  /** What applies to a file, the weaker first: of each configuration its settings, then the overrides that name the file. */
  placedSettingsOf(absolute: string): readonly PlacedSettings[] {
    return this.layersOf(this.at(dirname(absolute))).flatMap((layer) => {
      const { presets, rules, overrides = [] } = layer.content;
      const own = { layer, path: [], ...(presets && { presets }), ...(rules && { rules }) };
      const applying = overrides.flatMap((override, index) =>
        this.#match(layer, override.files, absolute).ignored
          ? [{ layer, path: ['overrides', index], ...override }]
          : [],
      );
      return [own, ...applying];
    });
  }

  /** Presets and rule settings of a file; files with the same ones share an object. */
  settingsOf(absolute: string): FileSettings {
    const config = this.at(dirname(absolute));
    const placed = this.placedSettingsOf(absolute);
    const key = placed.map(({ layer, path }) => `${layer.path}#${path.join('/')}`).join('\n');
    let known = this.#settings.get(config);
    if (!known) this.#settings.set(config, (known = new Map()));
    let settings = known.get(key);
    if (!settings) {
      const presets = placed.findLast((one) => one.presets !== undefined)?.presets ?? defaultPresets;
      settings = { presets, rules: placed.flatMap(({ rules }) => (rules ? [rules] : [])) };
      known.set(key, settings);
    }
    return settings;
  }

  /** Throws a UsageError, with its place, if a configuration or the run itself names a rule, a severity or an option that does not exist. */
  check(config: LoadedConfig | undefined, rules: readonly Rule[]): void {
    const complaints = this.layersOf(config).flatMap(({ content, place }) => {
      const all: readonly (readonly [Path, RuleSettings])[] = [
        [['rules'], content.rules ?? {}],
        ...(content.overrides ?? []).map(
          (override, index) => [['overrides', index, 'rules'], override.rules ?? {}] as const,
        ),
      ];
      return all.flatMap(([path, settings]) =>
        complaintsAbout(settings, rules).map((complaint) => {
          const at = place(...path, ...complaint.path);
          return at === '' ? complaint.message : `${at}: ${complaint.message}`;
        }),
      );
    });
    if (complaints.length > 0) throw new UsageError(...complaints);
  }

  #match(layer: ConfigLayer, patterns: readonly string[], absolute: string): ReturnType<Ignore['test']> {
    const local = displayPath(absolute, layer.base);
    if (patterns.length === 0 || local === '.' || local.startsWith('../')) return { ignored: false, unignored: false };
    let matcher = this.#matchers.get(patterns);
    if (!matcher) this.#matchers.set(patterns, (matcher = matcherOf(patterns)));
    return matcher.test(local);
  }

  #load(path: string): LoadedConfig {
    const known = this.#byPath.get(path);
    if (known) return known;
    const layers = withExtended(loadLayer(path, displayPath(path, this.#cwd)), this.#cwd);
    const content = mergeSettings(layers.map((layer) => layer.content));
    const loaded = { path, folder: dirname(path), layers, content };
    this.#byPath.set(path, loaded);
    return loaded;
  }
}

/** What is on where nothing says otherwise. */
export const defaultPresets: readonly Preset[] = ['recommended'];
