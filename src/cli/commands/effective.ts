import { effectiveManifests, type SourceFile, validateFiles } from '../../core.ts';
import { Configs } from '../../node/configs.ts';
import { findFiles, reason } from '../../node/find-files.ts';
import { loadSchemas, readCrds } from '../../node/load-schemas.ts';
import { readText } from '../../node/read-file.ts';
import { UsageError } from '../../node/usage-error.ts';
import type { Arguments } from '../options.ts';
import { type Surroundings, showable, tell } from '../streams.ts';

/** Prints the resources of files with all defaults; returns the exit status. */
export async function effectiveCommand(
  flags: Arguments['flags'],
  paths: readonly string[],
  { cwd, stdout, stderr, readStdin }: Surroundings,
): Promise<number> {
  if (paths.length === 0) throw new UsageError('effective takes files, directories or - for standard input');
  const found = await findFiles(
    paths.filter((path) => path !== '-'),
    cwd,
    flags.markdown === true,
  );
  if (found.unmatched[0] !== undefined) throw new UsageError(`no file matches "${found.unmatched[0]}"`);
  if (found.unreadable[0] !== undefined) throw new UsageError(`cannot read ${found.unreadable[0]}`);
  const piped = paths.includes('-') ? [{ path: flags['stdin-filename'] ?? '<stdin>', text: await readStdin() }] : [];
  const files = [...piped, ...found.files.map(({ path, absolute }) => read(path, absolute))];
  const given = flags['no-config'] === true ? false : flags.config;
  const settings = new Configs(cwd, given, {}).at(cwd)?.content ?? {};
  const cnpgVersion = flags['cnpg-version'] ?? settings.cnpgVersion;
  const schemas = await loadSchemas(await readCrds(flags.crds ?? [], cwd));
  const options = { ...settings, ...(cnpgVersion !== undefined && { cnpgVersion }), schemas };
  // What is no YAML has no effective form; what else is wrong is for the linter to say.
  const broken = validateFiles(files, { ...options, presets: ['server'], rules: {} }).findings.filter(({ rule }) =>
    ['yaml/syntax', 'yaml/unrendered-template', 'yaml/limit'].includes(rule),
  );
  for (const { file, range, message } of broken)
    tell(stderr, `cnpg-lint: ${file}:${range.start.line}:${range.start.column}: ${message}`);
  const text = effectiveManifests(files, options);
  if (text === '' && broken.length === 0) throw new UsageError(`no CloudNativePG resource in ${paths.join(', ')}`);
  stdout.write(showable(text, stdout));
  return broken.length > 0 ? 1 : 0;
}

function read(path: string, absolute: string): SourceFile {
  try {
    return { path, text: readText(absolute) };
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${reason(error)}`);
  }
}
