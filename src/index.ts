/* The door for Node: the pure core with the embedded schemas, and whole runs over files. */
import * as core from './core.ts';
import { complaintsAboutContent } from './node/config-complaints.ts';
import { embeddedSchemas } from './node/embedded-schemas.ts';
import { packageRoot } from './node/package-root.ts';
import { run } from './node/run.ts';
import { UsageError } from './node/usage-error.ts';
import { createCatalog } from './schema/catalog.ts';

export {
  type ConfigFile,
  defineConfig,
  defineRule,
  type LintOptions,
  type Override,
  type Preset,
  type ResourceInput,
  type Rule,
  type RuleSetting,
  type RuleSettings,
  type RunSettings,
  rules,
  SettingError,
} from './core.ts';
export type * from './rule/finding.ts';
export type {
  Fact,
  FactContext,
  Field,
  Lookup,
  Path,
  Place,
  Project,
  Resource,
  RuleContext,
  RuleDefinition,
} from './rule/index.ts';
export { defineFact, hasPlaceholder, nearest, toDotted } from './rule/index.ts';
export { UsageError };

/** What `validate` takes beside the settings of a configuration file. */
export interface ValidateOptions extends core.ConfigFile {
  /** Rules beside the built-in ones. */
  readonly customRules?: readonly core.Rule[];
  /** The directory that patterns and reports are relative to; the working directory by default. */
  readonly cwd?: string;
  /** A configuration file, or false for none; by default the nearest to each linted file. */
  readonly config?: string | false;
  /** The directory that rules look things up in, or false for the patterns alone; by default the whole project. */
  readonly index?: string | false;
  /** A file with findings to keep out of the report, or false for none; by default `.cnpg-lint-baseline.json` beside the configuration. */
  readonly baseline?: string | false;
  /** Files with CustomResourceDefinitions to be used in place of the embedded ones. */
  readonly crds?: readonly string[];
  /** Whether directories are searched for Markdown, too. */
  readonly markdown?: boolean;
}

const schemas = createCatalog(embeddedSchemas(packageRoot));

/**
 * Lints files, directories and globs. Rejects with a UsageError or a SettingError if that cannot be done as asked:
 * no file matches, a file cannot be read, the configuration is wrong. What manifests hold never makes it reject.
 */
export async function validate(
  patterns: string | readonly string[],
  options: ValidateOptions = {},
): Promise<core.Report> {
  const { cwd = process.cwd(), config, index, baseline, crds, markdown, customRules, ...settings } = options;
  const [complaint] = complaintsAboutContent(settings);
  if (complaint) throw new core.SettingError(complaint.message);
  const outcome = await run({
    now: process.env['CNPG_LINT_NOW'],
    patterns: [patterns].flat(),
    cwd,
    settings,
    ...(config !== undefined && { config }),
    ...(index !== undefined && { index }),
    ...(baseline !== undefined && { baseline }),
    ...(crds && { crds }),
    ...(markdown !== undefined && { markdown }),
    ...(customRules && { customRules }),
  });
  if (outcome.faults[0]) throw outcome.faults[0];
  if (outcome.unreadable.length > 0) throw new UsageError(`cannot read ${outcome.unreadable.join(', ')}`);
  return outcome.report;
}

/** Lints one text at once: a YAML stream, or Markdown with fenced YAML when `file` ends in `.md`. */
export function validateText(text: string, options: core.LintOptions & { readonly file?: string } = {}): core.Report {
  return core.validateText(text, { ...options, schemas });
}

/** Lints plain objects or typed models at once. Places are those in the text that they make as indented JSON, one after the other. */
export function validateResources(
  resources: readonly core.ResourceInput[],
  options: core.LintOptions = {},
): core.Report {
  return core.validateResources(resources, { ...options, schemas });
}

/** Judges a change of one object at once, as the API server and the operator judge an update of the stored one. */
export function validateChange(
  stored: core.ResourceInput,
  changed: core.ResourceInput,
  options: core.LintOptions = {},
): core.Report {
  return core.validateChange(stored, changed, { ...options, schemas });
}
