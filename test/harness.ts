import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { type LintOptions, type Report, rules, type SourceFile, validateFiles } from '../src/core.ts';
import { pretty } from '../src/reporters/pretty.ts';
import { categoryOf } from '../src/rule/index.ts';
import { schemas } from './schemas.ts';

/* Fixtures of rules: files or folders named good… and bad…, with the expected findings written into them as comments. */

export const fixtures = fileURLToPath(new URL('../fixtures/rules/', import.meta.url));

/** The rules whose fixtures are read: `RULES=backup/ npx vitest run test/rules.test.ts` reads those of one category. */
export const asked = new RegExp(`^(?:${process.env['RULES'] ?? ''})`, 'u');

/** One fixture: a file, or a folder that is a project of several files. */
export interface Case {
  readonly rule: string;
  readonly name: string;
  /** Where it is, without the ending of a file. */
  readonly path: string;
  readonly files: readonly SourceFile[];
  /** What is applied already, for a rule on changes: `NAME.stored.yaml` beside the fixture. */
  readonly stored: readonly SourceFile[];
  readonly options: LintOptions;
  readonly hasIndex: boolean;
}

/** A finding that a comment asks for. */
export interface Expectation {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly text: string | undefined;
}

/** Every fixture of a rule. */
export function casesOf(rule: string): Case[] {
  const folder = join(fixtures, rule);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => /^(good|bad)/u.test(entry.name) && isInput(entry))
    .map((entry) => {
      const name = entry.name.replace(/\.(?:ya?ml|md)$/u, '');
      const path = join(folder, entry.name);
      const files = entry.isDirectory() ? filesBelow(path, path) : [read(path, entry.name)];
      const own = join(folder, `${name}.config.yaml`);
      const shared = join(folder, 'cnpg-lint.yaml');
      const config: unknown = existsSync(own)
        ? parse(readFileSync(own, 'utf8'))
        : existsSync(shared)
          ? parse(readFileSync(shared, 'utf8'))
          : {};
      const { index = true, ...options } = config as LintOptions & { index?: boolean };
      const before = `${name}.stored.yaml`;
      const stored = existsSync(join(folder, before)) ? [read(join(folder, before), before)] : [];
      return { rule, name, path: join(folder, name), files, stored, options, hasIndex: index };
    });
}

function isInput(entry: Dirent): boolean {
  return (
    entry.isDirectory() ||
    (/\.(?:ya?ml|md)$/u.test(entry.name) && !/\.(?:fixed|config|stored)\.ya?ml$/u.test(entry.name))
  );
}

function filesBelow(folder: string, root: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ya?ml|md)$/u.test(entry.name))
    .map((entry) => read(join(entry.parentPath, entry.name), relative(root, join(entry.parentPath, entry.name))))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function read(path: string, name: string): SourceFile {
  return { path: name, text: readFileSync(path, 'utf8') };
}

/** Lints a fixture with its rule and every schema rule, so that fixtures stay manifests that the schema accepts. */
export function lintCase({ rule, files, stored, options, hasIndex }: Case): Report {
  const others = rules
    .filter(({ id }) => id !== rule && categoryOf(id) !== 'schema')
    // A category as a whole, where it can be: each setting is compared with every rule.
    .map(({ id }) => [categoryOf(id) === categoryOf(rule) ? id : `${categoryOf(id)}/*`, 'off']);
  const only = { ...Object.fromEntries(others), ...options.rules };
  return validateFiles(files, { presets: ['strict'], ...options, rules: only, schemas, hasIndex, stored });
}

/**
 * Reads `# expect: rule "text", rule` comments with a regular expression of its own: a test must not trust what it tests.
 * At the end of a line it means that line; on a line of its own, the next line that is not such a comment.
 */
export function expectations(files: readonly SourceFile[]): Expectation[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.split(/\r?\n/u);
    return lines.flatMap((line, index) => {
      const marker = /#\s*expect:\s*(.+?)\s*(?:-->)?$/u.exec(line);
      if (!marker) return [];
      let at = index;
      if (/^\s*(?:<!--\s*)?#\s*expect:/u.test(line))
        while (/^\s*(?:<!--\s*)?#\s*expect:/u.test(lines[at] ?? '')) at += 1;
      return [...(marker[1] ?? '').matchAll(/([\w-]+\/[\w-]+)(?:\s+"((?:[^"\\]|\\.)*)")?/gu)].map((one) => ({
        file: path,
        line: at + 1,
        rule: one[1] ?? '',
        text: one[2]?.replaceAll('\\"', '"'),
      }));
    });
  });
}

/** Findings and expectations as comparable lines; the highlighted text stands where the expectation asks for it. */
export function compare(
  report: Report,
  files: readonly SourceFile[],
): { readonly found: string[]; readonly expected: string[] } {
  const wanted = expectations(files);
  const found = report.findings.map((finding) => {
    const text = files.find(({ path }) => path === finding.file)?.text ?? '';
    const highlighted = text.slice(finding.range.start.offset, finding.range.end.offset);
    const asked = wanted.some(
      (one) =>
        one.file === finding.file &&
        one.line === finding.range.start.line &&
        one.rule === finding.rule &&
        one.text === highlighted,
    );
    return describe(finding.file, finding.range.start.line, finding.rule, asked ? highlighted : undefined);
  });
  return {
    found: found.sort(),
    expected: wanted.map((one) => describe(one.file, one.line, one.rule, one.text)).sort(),
  };
}

function describe(file: string, line: number, rule: string, text: string | undefined): string {
  return `${file}:${line} ${rule}${text === undefined ? '' : ` "${text}"`}`;
}

/** A fixture as its documentation shows it: without the comments that say what is expected. */
export function unmarked(one: Case): Case {
  const strip = (text: string): string =>
    text
      .split('\n')
      .filter((line) => !/^\s*# expect:/u.test(line))
      .map((line) => line.replace(/\s*# expect: .*$/u, ''))
      .join('\n');
  return { ...one, files: one.files.map(({ path, text }) => ({ path, text: strip(text) })) };
}

/** What the terminal shows of a fixture. */
export function shown(one: Case): string {
  const report = lintCase(one);
  return pretty(report, {
    rules,
    textOf: (file) => [...one.files, ...one.stored].find(({ path }) => path === file)?.text,
    color: false,
    width: 100,
    hyperlinks: false,
    fromRoot: (file) => file,
  });
}
