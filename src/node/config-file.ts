import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ConfigFile, RuleSettings } from '../core.ts';
import { parse } from '../manifest/document.ts';
import { type Path, toDotted } from '../manifest/path.ts';
import { locate, tabulate } from '../manifest/places.ts';
import type { SchemaProblem } from '../model/schema-catalog.ts';
import { LineIndex } from '../text/line-index.ts';
import { didYouMean } from '../text/nearest.ts';
import { reason } from './find-files.ts';
import { UsageError } from './usage-error.ts';

/** A configuration file that applies, and where it is. */
export interface LoadedConfig {
  readonly path: string;
  readonly folder: string;
  readonly content: ConfigFile;
  /** Where a key stands, as `file:line:column`, for complaints about it. */
  readonly place: (...path: Path) => string;
}

/** What checks a configuration's content; built from the rules' metadata. */
export type ConfigValidator = (content: unknown) => readonly SchemaProblem[];

const names = ['.cnpg-lint.yaml', '.cnpg-lint.yml', '.cnpg-lint.json'];

/** Whether a file of this name may hold a configuration. */
export function isConfigName(name: string): boolean {
  return names.includes(name) || name === 'package.json';
}

/** The configuration file of a folder itself, if it has one. */
export function configIn(folder: string): string | undefined {
  const own = names.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (own !== undefined) return own;
  const manifest = join(folder, 'package.json');
  return existsSync(manifest) && /"cnpg-lint"\s*:\s*\{/u.test(readFileSync(manifest, 'utf8')) ? manifest : undefined;
}

/** Reads a configuration file. Throws a UsageError with the place of what is wrong in it. */
export function loadConfig(path: string, shown: string, validate: ConfigValidator): LoadedConfig {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read the configuration ${shown}: ${reason(error)}`);
  }
  const document = parse(text, { start: text.startsWith('\uFEFF') ? 1 : 0, end: text.length });
  const lines = new LineIndex(text);
  const at = (offset: number): string => {
    const { line, column } = lines.position(offset);
    return `${shown}:${line}:${column}`;
  };
  const [broken] = document.problems;
  if (broken) {
    const what =
      broken.code === 'duplicate-key'
        ? `the key "${String(broken.detail['key'])}" is there twice`
        : String(broken.detail['reason'] ?? broken.code);
    throw new UsageError(`${at(broken.range.start)}: ${what}`);
  }
  const root: Path = path.endsWith('package.json') ? ['cnpg-lint'] : [];
  const value =
    root.reduce<unknown>((below, key) => (below as Record<string, unknown> | undefined)?.[key], document.value) ?? {};
  const table = tabulate(document.value, document.shape);
  const place = (...below: Path): string => at(locate(table, document.value, [...root, ...below], 'key').start);
  const complaints = validate(value).map((problem) => `${place(...problem.path)}: ${complaint(problem)}`);
  if (complaints.length > 0) throw new UsageError(complaints.join('\n'));
  return { path, folder: dirname(path), content: withOff(value as ConfigFile), place };
}

/** YAML reads an unquoted `off` as false; as a severity it means what it says. */
function withOff(content: ConfigFile): ConfigFile {
  const off = (rules: RuleSettings): RuleSettings =>
    Object.fromEntries(
      Object.entries(rules).map(([key, setting]) => [key, (setting as unknown) === false ? 'off' : setting]),
    );
  return {
    ...content,
    ...(content.rules && { rules: off(content.rules) }),
    ...(content.overrides && { overrides: content.overrides.map((one) => ({ ...one, rules: off(one.rules) })) }),
  };
}

function complaint({ code, path, expected }: SchemaProblem): string {
  const name = toDotted(path);
  switch (code) {
    case 'unknown-field': {
      const fields = Array.isArray(expected['fields']) ? expected['fields'].map(String) : [];
      return `unknown key "${name}"; ${didYouMean(String(path.at(-1)), fields) ?? `known are ${fields.join(', ')}`}`;
    }
    case 'missing-field':
      return `"${name}" is missing`;
    case 'not-allowed-value':
      return `"${name}" must be one of ${(Array.isArray(expected['allowed']) ? expected['allowed'] : []).map(String).join(', ')}`;
    case 'wrong-type':
      return `"${name}" must be of type ${[expected['types']].flat().map(String).join(' or ')}`;
    default:
      return `"${name}" has a value that is not allowed`;
  }
}
