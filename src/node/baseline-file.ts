import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BaselineEntry, outdated, renewed, type Seen } from '../engine/baseline.ts';
import { parse } from '../manifest/document.ts';
import type { Path } from '../manifest/path.ts';
import { locate, tabulate } from '../manifest/places.ts';
import { isMapping } from '../model/mapping.ts';
import type { Finding, Suppressed } from '../rule/finding.ts';
import { LineIndex } from '../text/line-index.ts';
import { displayPath, reason } from './find-files.ts';
import { UsageError } from './usage-error.ts';

/** A baseline in its file, which need not be there yet. */
export class BaselineFile {
  readonly absolute: string;
  /** The file as reports call it. */
  readonly shown: string;
  readonly entries: readonly BaselineEntry[];

  constructor(absolute: string, shown: string, entries: readonly BaselineEntry[]) {
    this.absolute = absolute;
    this.shown = shown;
    this.entries = entries;
  }

  get fingerprints(): ReadonlySet<string> {
    return new Set(this.entries.map(({ fingerprint }) => fingerprint));
  }

  /** The text of the file: a line for each entry, so that changes of several people merge. */
  get text(): string {
    const lines = this.entries.map(({ where, rule, path, fingerprint }) => {
      const pairs = Object.entries({ where, rule, path, fingerprint });
      return `    { ${pairs.map(([key, value]) => `"${key}": ${JSON.stringify(value)}`).join(', ')} }`;
    });
    return `{\n  "version": 1,\n  "findings": [${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `}]\n}\n`;
  }

  /** The same file with the findings of a run that did without it. */
  renewed(findings: readonly Finding[], seen: Seen): BaselineFile {
    return new BaselineFile(this.absolute, this.shown, renewed(this.entries, findings, seen));
  }

  /** A remark on the entries that a run has not met any more, if there are some. */
  remarks(suppressed: readonly Suppressed[], seen: Seen): string[] {
    const met = suppressed.flatMap(({ kind, finding }) => (kind === 'external' ? [finding] : []));
    const gone = outdated(this.entries, met, seen).length;
    if (gone === 0) return [];
    const are = gone === 1 ? 'is' : 'are';
    return [
      `baseline: ${gone} of ${this.entries.length} findings in ${this.shown} ${are} gone; --update-baseline takes them out`,
    ];
  }
}

/** Where a baseline is unless it is named. */
export const baselineName = '.cnpg-lint-baseline.json';

/**
 * The baseline of a run: the given file, or the one in a folder if there is one. One that is to be written need not be
 * there. Throws a UsageError, with its place, for what is no baseline.
 */
export function openBaseline(
  given: string | false | undefined,
  isToBeWritten: boolean,
  folder: string,
  cwd: string,
): BaselineFile | undefined {
  if (given === false) return undefined;
  const absolute = given === undefined ? join(folder, baselineName) : resolve(cwd, given);
  const shown = displayPath(absolute, cwd);
  if (!existsSync(absolute)) {
    if (isToBeWritten) return new BaselineFile(absolute, shown, []);
    if (given === undefined) return undefined;
    throw new UsageError(`there is no baseline ${shown}; --update-baseline makes one`);
  }
  let text: string;
  try {
    text = readFileSync(absolute, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read the baseline ${shown}: ${reason(error)}`);
  }
  return new BaselineFile(absolute, shown, readEntries(text, shown));
}

const fields = ['where', 'rule', 'path', 'fingerprint'] as const satisfies readonly (keyof BaselineEntry)[];

function readEntries(text: string, shown: string): readonly BaselineEntry[] {
  const value = parseJson(text, shown);
  const complain = (path: Path, what: string): never => {
    const { shape } = parse(text, { start: 0, end: text.length });
    throw wrong(text, shown, locate(tabulate(value, shape), value, path, 'key').start, what);
  };
  if (!isMapping(value)) return complain([], 'a baseline is an object with "version" and "findings"');
  if (value['version'] !== 1)
    return complain(
      ['version'],
      `the "version" of a baseline must be 1, not ${JSON.stringify(value['version']) ?? 'missing'}`,
    );
  const { findings } = value;
  if (!Array.isArray(findings)) return complain(['findings'], '"findings" must be a list');
  return findings.map((entry: unknown, index) => {
    const lacking = fields.find((field) => !isMapping(entry) || typeof entry[field] !== 'string');
    if (lacking !== undefined) complain(['findings', index], `the entry must have a text as its "${lacking}"`);
    return entry as BaselineEntry;
  });
}

/** What is not quite JSON is read as YAML, which tells where it is wrong. */
function parseJson(text: string, shown: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const conflict = /^(?:<{7}|={7}|>{7})/mu.exec(text);
    if (conflict) throw wrong(text, shown, conflict.index, 'a merge conflict is left unresolved');
    const { value, problems } = parse(text, { start: 0, end: text.length });
    const [problem] = problems;
    if (problem) throw wrong(text, shown, problem.range.start, String(problem.detail['reason'] || 'this is no JSON'));
    return value;
  }
}

function wrong(text: string, shown: string, offset: number, what: string): UsageError {
  const { line, column } = new LineIndex(text).position(offset);
  return new UsageError(`${shown}:${line}:${column}: ${what}`);
}
