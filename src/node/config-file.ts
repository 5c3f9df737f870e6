import { dirname, join } from 'node:path';
import type { ConfigFile, Override, RuleSettings } from '../engine/config.ts';
import { type Document, parse } from '../manifest/document.ts';
import { type Path, valueAt } from '../manifest/path.ts';
import { locate, type Part, tabulate } from '../manifest/places.ts';
import type { YamlProblem } from '../manifest/problem.ts';
import { splitDocuments } from '../manifest/split.ts';
import { LineIndex } from '../text/line-index.ts';
import type { Range } from '../text/source.ts';
import { complaintsAboutContent } from './config-complaints.ts';
import { reason } from './find-files.ts';
import { readText, statsOf } from './read-file.ts';
import { UsageError } from './usage-error.ts';

/** One configuration file as it is written; or settings that stand in none, such as flags. */
export interface ConfigLayer {
  readonly path: string;
  /** What its paths are relative to. */
  readonly folder: string;
  /** What its patterns are relative to; for a file of a package, the folder of what extends it. */
  readonly base: string;
  /** How messages call it. */
  readonly shown: string;
  readonly content: ConfigFile;
  /** Where a key stands, as `file:line:column`, for complaints about it; empty where there is no file. */
  readonly place: (...path: Path) => string;
}

const names = ['.cnpg-lint.yaml', '.cnpg-lint.yml', '.cnpg-lint.json'];

/** Whether a file of this name may hold a configuration. */
export function isConfigName(name: string): boolean {
  return names.includes(name) || name === 'package.json';
}

/** The configuration file of a folder itself, if it has one. */
export function configIn(folder: string): string | undefined {
  const own = names.map((name) => join(folder, name)).find((path) => statsOf(path) !== undefined);
  if (own !== undefined) return own;
  const manifest = join(folder, 'package.json');
  return statsOf(manifest)?.isFile() === true && isConfigured(manifest) ? manifest : undefined;
}

/** Whether a package.json has settings for us; one that cannot be read, and mentions us, may have them. */
function isConfigured(manifest: string): boolean {
  try {
    const text = readText(manifest);
    return text.includes('"cnpg-lint"') && Object.hasOwn(Object(JSON.parse(text)), 'cnpg-lint');
  } catch (error) {
    return error instanceof SyntaxError;
  }
}

/** Reads a configuration file. Throws a UsageError with the place of everything that is wrong in it. */
export function loadLayer(path: string, shown: string, base = dirname(path)): ConfigLayer {
  let text: string;
  try {
    text = readText(path);
  } catch (error) {
    throw new UsageError(`cannot read the configuration ${shown}: ${reason(error)}`);
  }
  return readLayer(text, path, shown, base);
}

/** The same for the text of a file. */
export function readLayer(text: string, path: string, shown: string, base = dirname(path)): ConfigLayer {
  const lines = new LineIndex(text);
  const at = ({ start }: Range): string => {
    const { line, column } = lines.position(start);
    return `${shown}:${line}:${column}`;
  };
  const root: Path = path.endsWith('package.json') ? ['cnpg-lint'] : [];
  const document = onlyDocument(path, text, at);
  const broken = document.problems.filter((problem) => isOurs(problem, root));
  if (broken.length > 0)
    throw new UsageError(
      ...broken.map(
        (problem) =>
          `${at(problem.related && problem.code === 'syntax' ? problem.related : problem.range)}: ${inWords(problem, lines)}`,
      ),
    );
  const table = tabulate(document.value, document.shape);
  const rangeOf = (part: Part, below: Path): Range => locate(table, document.value, [...root, ...below], part);
  const place = (...below: Path): string => at(rangeOf('key', below));
  const written = valueAt(document.value, root);
  const content = withoutNulls(written ?? {});
  const complaints = complaintsAboutContent(content, (below) => {
    const { start, end } = rangeOf('value', below);
    return text.slice(start, end);
  });
  if (complaints.length > 0)
    throw new UsageError(...complaints.map(({ path: below, message }) => `${place(...below)}: ${message}`));
  return { path, folder: dirname(path), base, shown, content: withOff(content as ConfigFile), place };
}

function onlyDocument(path: string, text: string, at: (range: Range) => string): Document {
  if (path.endsWith('.json')) return jsonDocument(text, at);
  const parsed = splitDocuments({ path, text }).map((range) => parse(text, range));
  const [first, second] = parsed.filter(({ value, problems }) => value !== null || problems.length > 0);
  if (second)
    throw new UsageError(
      `${at(second.shape.name)}: a configuration is one YAML document, and a second one begins here`,
    );
  return first ?? parse('', { start: 0, end: 0 });
}

/** YAML takes all of JSON, and more: comments and gaps are for JSON's own parser to refuse, which does not always say where. */
function jsonDocument(text: string, at: (range: Range) => string): Document {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const document = parse(text, { start, end: text.length });
  if (document.problems.some(({ code }) => code === 'syntax')) return document;
  try {
    JSON.parse(text.slice(start));
  } catch (error) {
    const [message = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    const offset = start + Number(/position (\d+)/u.exec(message)?.[1] ?? 0);
    throw new UsageError(`${at({ start: offset, end: offset })}: the text is not JSON: ${message}`);
  }
  return document;
}

const harmless: readonly YamlProblem['code'][] = ['anchor-on-nothing', 'anchor-redefined', 'glued-separator'];

/** What keeps a configuration from being read; a key that is twice elsewhere in a package.json is none of our business. */
function isOurs({ code, path = [] }: YamlProblem, root: Path): boolean {
  if (code === 'duplicate-key') return root.every((key, depth) => path[depth] === key);
  return !harmless.includes(code);
}

function inWords({ code, related, detail }: YamlProblem, lines: LineIndex): string {
  const name = String(detail['name'] ?? detail['key']);
  switch (code) {
    case 'duplicate-key':
      return `the key "${name}" is there twice${related ? `, first in line ${lines.position(related.start).line}` : ''}`;
    case 'undefined-alias':
      return `there is no anchor "${name}" above`;
    case 'limit':
      return 'the file is too large for a configuration';
    case 'template':
      return 'a configuration is no template';
    default:
      return syntaxWords[String(detail['code'])] ?? String(detail['reason']);
  }
}

/** What the parser has a code for, and no words. */
const syntaxWords: Readonly<Record<string, string>> = {
  CONTROL_CHARACTER: 'the text holds a control character',
  BAD_TAG: 'the value does not fit its tag',
  NOT_FINITE: 'JSON has no such number',
};

/**
 * A key with nothing behind it, such as one whose items are all commented out, is a key that is not there; a rule without a
 * severity is a mistake.
 */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, below]) =>
      below === null ? [] : [[key, key === 'rules' ? below : withoutNulls(below)]],
    ),
  );
}

/** YAML reads an unquoted `off` as false; as a severity it means what it says. */
function withOff(content: ConfigFile): ConfigFile {
  const word = (severity: unknown): unknown => (severity === false ? 'off' : severity);
  const off = <T extends Override | ConfigFile>(one: T): T =>
    one.rules === undefined
      ? one
      : {
          ...one,
          rules: Object.fromEntries(
            Object.entries(one.rules).map(([key, setting]: [string, unknown]) => [
              key,
              Array.isArray(setting) ? [word(setting[0]), ...setting.slice(1)] : word(setting),
            ]),
          ) as RuleSettings,
        };
  return off({ ...content, ...(content.overrides && { overrides: content.overrides.map(off) }) });
}
