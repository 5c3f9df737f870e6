import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import {
  rules as builtInRules,
  type ConfigFile,
  type LintOptions,
  type Report,
  type Rule,
  type SourceFile,
  validateFiles,
} from '../core.ts';
import { applyFixes } from '../engine/fix.ts';
import { readLayer } from '../node/config-file.ts';
import { embeddedSchemas } from '../node/embedded-schemas.ts';
import { packageRoot } from '../node/package-root.ts';
import { UsageError } from '../node/usage-error.ts';
import { createCatalog } from '../schema/catalog.ts';
import { differences, expectations } from './expectations.ts';

/** The schemas that fixtures are linted with. */
export const schemas = createCatalog(embeddedSchemas(packageRoot));
const isText = /\.(?:ya?ml|md)$/u;
const mostRounds = 10;

/** What is wrong with fixtures, one sentence a line. */
export class FixtureError extends Error {
  override readonly name = 'FixtureError';
}

/** One fixture of a rule: a file, or a folder that is a project of several files. */
export class Fixture {
  /** The id of the rule. */
  readonly rule: string;
  /** `good…` or `bad…`. */
  readonly name: string;
  /** Where it is, without the ending of a file. */
  readonly path: string;
  readonly files: readonly SourceFile[];
  /** What is applied already, for a rule on changes: `NAME.stored.yaml` beside the fixture. */
  readonly stored: readonly SourceFile[];
  readonly #options: LintOptions;
  readonly #hasIndex: boolean;

  /** Reads the fixture `entry` of a rule's folder; `rules` are those beside the built-in ones. */
  constructor(rule: string, folder: string, entry: string, rules: readonly Rule[]) {
    this.rule = rule;
    this.name = entry.replace(isText, '');
    this.path = join(folder, this.name);
    const path = join(folder, entry);
    this.files = isText.test(entry) ? [read(path, entry)] : filesBelow(path);
    const before = `${this.name}.stored.yaml`;
    this.stored = existsSync(join(folder, before)) ? [read(join(folder, before), before)] : [];
    const config = [`${this.name}.config.yaml`, 'cnpg-lint.yaml'].find((name) => existsSync(join(folder, name)));
    const { hasIndex, options } =
      config === undefined ? { hasIndex: true, options: {} } : settingsIn(join(folder, config), `${rule}/${config}`);
    this.#hasIndex = hasIndex;
    // The rule itself and every schema rule, so that fixtures stay manifests that the schema accepts.
    const others = [...builtInRules, ...rules].filter(({ id }) => id !== rule && !id.startsWith('schema/'));
    const off = Object.fromEntries(others.map(({ id }) => [id, 'off' as const]));
    const customRules = rules.filter((one) => !builtInRules.includes(one));
    this.#options = { presets: ['strict'], ...options, rules: { ...off, ...options.rules }, customRules };
  }

  /** Lints the fixture, or other texts in its place, with its rule and the rules on the schema. */
  lint(files: readonly SourceFile[] = this.files): Report {
    return validateFiles(files, { ...this.#options, schemas, hasIndex: this.#hasIndex, stored: this.stored });
  }

  /** The text of the first file after `--fix`. */
  fix(files: readonly SourceFile[] = this.files): string {
    let current = files;
    for (let round = 0; round < mostRounds; round++) {
      const changed = applyFixes(new Map(current.map(({ path, text }) => [path, text])), this.#own(current));
      if (changed.size === 0) break;
      current = current.map(({ path, text }) => ({ path, text: changed.get(path) ?? text }));
    }
    return current[0]?.text ?? '';
  }

  /** What is wrong, a sentence each: findings that no comment expects, comments without a finding, a fix that does not settle. */
  failures(): readonly string[] {
    const count = expectations(this.files).length;
    try {
      return [
        ...(this.name.startsWith('bad') && count === 0
          ? [`${this.name}: a bad fixture has a comment "# expect: ${this.rule}"`]
          : []),
        ...(this.name.startsWith('good') && count > 0 ? [`${this.name}: a good fixture expects nothing`] : []),
        ...differences(this.lint(), this.files),
        ...this.#failuresOfFix(),
      ];
    } catch (error) {
      return [inWords(error)];
    }
  }

  /** Throws a FixtureError if anything is wrong. */
  check(): void {
    const failures = this.failures();
    if (failures.length > 0) throw new FixtureError(failures.map((one) => `${this.rule}: ${one}`).join('\n'));
  }

  /** Compares the mended text with `NAME.fixed.yaml`, if there is one. */
  #failuresOfFix(): readonly string[] {
    const path = `${this.path}.fixed.yaml`;
    if (!existsSync(path)) return [];
    const [wanted, mended] = [readFileSync(path, 'utf8'), this.fix()];
    if (mended !== wanted) return [`${this.name}.fixed.yaml:${firstDifference(mended, wanted)}`];
    const again = [{ path: this.files[0]?.path ?? '', text: mended }];
    if (this.fix(again) !== mended) return [`${this.name}: fixing what is fixed changes it again`];
    const left = this.#own(again).find(({ fix }) => fix?.safe);
    return left ? [`${this.name}: after fixing, a finding that can be fixed is left: ${left.message}`] : [];
  }

  #own(files: readonly SourceFile[]): Report['findings'] {
    return this.lint(files).findings.filter(({ rule }) => rule === this.rule);
  }
}

function filesBelow(root: string): readonly SourceFile[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isText.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => read(path, relative(root, path).replaceAll(sep, '/')))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function read(path: string, name: string): SourceFile {
  return { path: name, text: readFileSync(path, 'utf8') };
}

/** A fixture's configuration, in which `index: false` says that its files are not all that there is. */
function settingsIn(path: string, shown: string): { readonly hasIndex: boolean; readonly options: LintOptions } {
  const text = readFileSync(path, 'utf8');
  const index = /^index: *(true|false) *$/mu;
  const content = contentOf(text.replace(index, ''), path, shown);
  const { extends: extended, overrides, ignore, rulesFrom, ...options } = content;
  for (const [key, value] of Object.entries({ extends: extended, overrides, ignore, rulesFrom }))
    if (value !== undefined) throw new FixtureError(`${shown}: "${key}" means nothing to a fixture`);
  return { hasIndex: index.exec(text)?.[1] !== 'false', options };
}

function contentOf(text: string, path: string, shown: string): ConfigFile {
  try {
    return readLayer(text, path, shown).content;
  } catch (error) {
    throw error instanceof UsageError ? new FixtureError(error.message) : error;
  }
}

function firstDifference(mended: string, wanted: string): string {
  const [own, other] = [mended.split('\n'), wanted.split('\n')];
  const at = own.findIndex((line, index) => line !== other[index]);
  const index = at === -1 ? own.length : at;
  const quoted = (line: string | undefined): string => (line === undefined ? 'the end' : JSON.stringify(line));
  return `${index + 1}: fixing writes ${quoted(own[index])}, not ${quoted(other[index])}`;
}

/** A rule that throws, with the line at which it does. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const line = cause instanceof Error ? cause.stack?.split('\n').find((one) => /^\s+at /u.test(one)) : undefined;
  return line === undefined ? error.message : `${error.message} (${line.trim()})`;
}
