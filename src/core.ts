/*
 * The pure door: texts and objects in, a report out. It knows neither files nor processes and runs in a browser; whoever
 * calls it brings the schemas.
 */
import { allRules } from '../rules/index.ts';
import { complaintAboutPresets, complaintsAbout } from './engine/check-settings.ts';
import { type ConfigFile, resolveScope, resolveTarget, SettingError } from './engine/config.ts';
import { complaintAboutRules, withUrl } from './engine/custom-rules.ts';
import { printEffective } from './engine/effective.ts';
import { lint, summarize } from './engine/lint.ts';
import { readProject, validate } from './engine/read.ts';
import { onlyPair, pairs } from './model/pairs.ts';
import { Project } from './model/project.ts';
import type { SchemaCatalog } from './model/schema-catalog.ts';
import type { Rule } from './rule/define-rule.ts';
import type { Report, Suppressed } from './rule/finding.ts';
import type { SourceFile } from './text/source.ts';
import { version } from './version.ts';

export { allRules as rules } from '../rules/index.ts';
export type { ConfigFile, Override, RuleSetting, RuleSettings, RunSettings } from './engine/config.ts';
export { SettingError } from './engine/config.ts';
export type { SchemaCatalog } from './model/schema-catalog.ts';
export { defineRule, type Preset, type Rule } from './rule/define-rule.ts';
export type * from './rule/finding.ts';
export type { SourceFile } from './text/source.ts';

/** What the text and object functions of the library take: the settings that need no files, and rules of one's own. */
export interface LintOptions extends Omit<ConfigFile, 'extends' | 'overrides' | 'ignore' | 'rulesFrom'> {
  /** Rules beside the built-in ones. */
  readonly customRules?: readonly Rule[];
}

/** A Kubernetes object: plain, or a model that turns itself into one. */
export type ResourceInput = object | { toJSON(): unknown };

/**
 * Lints one text: a YAML stream, or Markdown with fenced YAML when `file` ends in `.md`.
 * Throws a SettingError for options that cannot be followed, never for what the text holds.
 */
export function validateText(
  text: string,
  options: LintOptions & { readonly file?: string; readonly schemas: SchemaCatalog },
): Report {
  const { file = '<text>', ...rest } = options;
  return validateFiles([{ path: file, text }], rest);
}

/**
 * Lints texts that belong together, such as the files of a repository: rules look things up in all of them. With
 * `hasIndex` they are the whole project, so that what is missing in them can be said to be missing.
 */
export function validateFiles(files: readonly SourceFile[], options: FilesOptions): Report {
  return judge(files, options);
}

type FilesOptions = LintOptions & {
  readonly schemas: SchemaCatalog;
  readonly hasIndex?: boolean;
  /** The files as they are applied already: each resource is then judged as an update of the one that it replaces. */
  readonly stored?: readonly SourceFile[];
};

function judge(files: readonly SourceFile[], options: FilesOptions, pairing = pairs): Report {
  const { schemas, customRules = [], hasIndex = false, stored = [], ...settings } = options;
  const kinds = schemas.kinds.map(({ kind }) => kind);
  const wrong = complaintAboutRules(customRules, allRules, kinds) ?? complaintAboutPresets(settings.presets ?? []);
  if (wrong !== undefined) throw new SettingError(wrong);
  const rules = [...allRules, ...customRules.map(withUrl)];
  const [complaint] = complaintsAbout(settings.rules ?? {}, rules);
  if (complaint) throw new SettingError(complaint.message);
  const fileSettings = { presets: settings.presets ?? (['recommended'] as const), rules: [settings.rules ?? {}] };
  const target = resolveTarget(schemas, settings);
  const config = {
    target,
    scope: resolveScope(settings, hasIndex ? 'project' : 'none'),
    settingsOf: () => fileSettings,
  };
  const input = { ...readProject(files, schemas, target), stored: readProject(stored, schemas, target) };
  const result = lint({ ...input, pairing, isSubject: () => true, rules, schemas, config });
  if (result.faults[0]) throw result.faults[0];
  return report(target.cnpg, result.findings, files.length, result.resources, result.suppressed);
}

/** Lints objects, as one stream in their order. Their places are those in the text that they make as indented JSON. */
export function validateResources(
  resources: readonly ResourceInput[],
  options: LintOptions & { readonly schemas: SchemaCatalog },
): Report {
  const text = resources.map((resource) => JSON.stringify(resource, null, 2)).join('\n---\n');
  return validateText(text, { ...options, file: '<resources>' });
}

/**
 * Judges a change of one object as the API server and the operator judge an update: findings are of the new object, with
 * places of the old one as related. Both are plain objects or typed models.
 */
export function validateChange(
  stored: ResourceInput,
  changed: ResourceInput,
  options: LintOptions & { readonly schemas: SchemaCatalog },
): Report {
  const file = (path: string, object: ResourceInput): SourceFile => ({ path, text: JSON.stringify(object, null, 2) });
  return judge([file('<new>', changed)], { ...options, stored: [file('<old>', stored)] }, onlyPair);
}

/**
 * The resources of texts as the operator comes to see them, as one YAML stream: with the defaults of the CRDs and of the
 * operator's webhook, each marked by a comment with who adds it. Parts of resources, such as patches, are left out.
 */
export function effectiveManifests(
  files: readonly SourceFile[],
  options: LintOptions & { readonly schemas: SchemaCatalog },
): string {
  const { schemas, ...settings } = options;
  const target = resolveTarget(schemas, settings);
  const { sources, kustomizations } = readProject(files, schemas, target);
  return printEffective(
    new Project(sources, kustomizations, schemas, target, resolveScope(settings, 'none'), validate),
  );
}

/** Returns its argument: a typed place to write a configuration. */
export function defineConfig(config: ConfigFile): ConfigFile {
  return config;
}

/** Puts a report together. */
export function report(
  cnpgVersion: string,
  findings: Report['findings'],
  files: number,
  resources: number,
  suppressed: readonly Suppressed[],
): Report {
  return {
    version: 1,
    tool: { name: 'cnpg-lint', version },
    cnpgVersion,
    summary: summarize(findings, files, resources, suppressed.length),
    findings,
    suppressed,
  };
}
