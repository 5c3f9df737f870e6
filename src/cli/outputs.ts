import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { reason } from '../node/find-files.ts';
import { UsageError } from '../node/usage-error.ts';
import { type ReporterName, reporters } from '../reporters/index.ts';
import { didYouMean } from '../text/nearest.ts';
import type { Arguments } from './options.ts';

/** The formats to print on standard output, and those to write into files, by their paths. */
export interface Outputs {
  readonly printed: readonly ReporterName[];
  readonly written: ReadonlyMap<string, ReporterName>;
}

/** Formats of which one may follow another on standard output; each of the others is a document of its own. */
const forLogs: readonly ReporterName[] = ['pretty', 'compact', 'github'];

/**
 * Where reports go by `--format NAME`, `--format NAME=FILE`, `--output-file FILE` and `--output-file NAME=FILE`. Without a
 * format for standard output that is pretty, or in GitHub Actions pretty with annotations. Throws a UsageError for what
 * cannot be done, so that a run does not end in a report that has no place.
 */
export function outputsOf(
  flags: Pick<Arguments['flags'], 'format' | 'output-file'>,
  cwd: string,
  isGithub: boolean,
): Outputs {
  const printed = new Set<ReporterName>();
  const written = new Map<string, ReporterName>();
  const write = (format: ReporterName, file: string): void => {
    const path = resolve(cwd, file);
    const other = written.get(path);
    if (other !== undefined) throw new UsageError(`"${file}" cannot hold two reports, "${other}" and "${format}"`);
    checkPlace(path, file);
    written.set(path, format);
  };
  const [named = [], files = []] = [flags.format?.map(split), flags['output-file']?.map(split)];
  for (const [name, file] of named)
    if (file === undefined) printed.add(reporterNamed(name));
    else write(reporterNamed(name), file);
  for (const [name, file] of files) if (file !== undefined) write(reporterNamed(name), file);
  // A file without a format takes the place of standard output.
  const instead = files.filter(([, file]) => file === undefined);
  for (const [file] of instead) {
    if (printed.size > 1) throw new UsageError(`--output-file takes NAME=FILE beside several formats, not "${file}"`);
    write([...printed][0] ?? 'pretty', file);
  }
  if (instead.length > 0) return { printed: [], written };
  if (printed.size === 0) return { printed: isGithub ? ['pretty', 'github'] : ['pretty'], written };
  const alone = [...printed].find((format) => !forLogs.includes(format));
  if (alone !== undefined && printed.size > 1)
    throw new UsageError(`"${alone}" has to be alone on standard output; give it a file: --format ${alone}=FILE`);
  return { printed: [...printed], written };
}

function split(text: string): readonly [name: string, file?: string] {
  const at = text.indexOf('=');
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function reporterNamed(name: string): ReporterName {
  const names = Object.keys(reporters).filter((known): known is ReporterName => Object.hasOwn(reporters, known));
  const found = names.find((known) => known === name);
  if (found !== undefined) return found;
  throw new UsageError(`unknown format "${name}"; ${didYouMean(name, names) ?? `known are ${names.join(', ')}`}`);
}

/** Throws a UsageError if a file can certainly not be written. */
function checkPlace(path: string, file: string): void {
  if (file === '' || file === '-') throw new UsageError(`"${file}" is not the name of a file for a report`);
  try {
    const folder = statSync(dirname(path), { throwIfNoEntry: false });
    if (folder === undefined) throw new UsageError(`cannot write "${file}": its directory does not exist`);
    if (!folder.isDirectory()) throw new UsageError(`cannot write "${file}": "${dirname(file)}" is not a directory`);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
      throw new UsageError(`cannot write "${file}": it is a directory`);
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`cannot write "${file}": ${reason(error)}`);
  }
}
