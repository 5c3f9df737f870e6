import type { ConfigFile, Preset, Report, RuleSettings } from '../../core.ts';
import { summarize } from '../../engine/lint.ts';
import type { Memory } from '../../node/memory.ts';
import { type Changes, type RunOutcome, type RunRequest, run } from '../../node/run.ts';
import { UsageError } from '../../node/usage-error.ts';
import { replaceText, writeWhole } from '../../node/write-file.ts';
import { reporters } from '../../reporters/index.ts';
import type { ReportContext } from '../../reporters/reporter.ts';
import { presets } from '../../rule/define-rule.ts';
import { didYouMean } from '../../text/nearest.ts';
import { reportFault } from '../fault.ts';
import type { Arguments } from '../options.ts';
import { outputsOf } from '../outputs.ts';
import { printElsewhere } from '../print-elsewhere.ts';
import { printReports, withoutCommands } from '../print-reports.ts';
import { Profile } from '../profile.ts';
import { Progress } from '../progress.ts';
import { uninterrupted } from '../signals.ts';
import { type Surroundings, showable, tell } from '../streams.ts';
import { fromRepositoryRoot, takesColor, takesHyperlinks, widthOf, widthOfLogs } from '../terminal.ts';

type Flags = Arguments['flags'];

/** What another command, or an earlier run, has to do with a run. */
interface Circumstances {
  readonly onlyChanges?: boolean;
  readonly memory?: Memory;
  /** What changed since the run before, as absolute paths. */
  readonly changed?: readonly string[];
}

/** Lints, prints the report, and returns the exit status. */
export async function lintCommand(
  flags: Flags,
  paths: readonly string[],
  surroundings: Surroundings,
  { onlyChanges = false, memory, changed = [] }: Circumstances = {},
): Promise<number> {
  const { cwd, env, stdout, stderr } = surroundings;
  const outputs = outputsOf(flags, cwd, env['GITHUB_ACTIONS'] === 'true');
  const maxWarnings = parseMaxWarnings(flags['max-warnings']);
  checkBaselineFlags(flags);
  const patterns = paths.length > 0 ? paths : ['.'];
  if (flags.watch === true && memory === undefined) {
    const { watchAndLint } = await import('../watch.ts');
    return watchAndLint(flags, patterns, surroundings, (kept, heard) =>
      lintCommand(flags, paths, surroundings, { onlyChanges, memory: kept, changed: heard }),
    );
  }
  const stdinName = flags['stdin-filename'] ?? '<stdin>';
  const progress = new Progress(stderr, env);
  const profile = flags.debug === true ? new Profile() : undefined;
  const request: RunRequest = {
    ...(profile && { observer: profile }),
    ...(memory && { memory }),
    patterns,
    cwd,
    settings: settingsOf(flags),
    onlyChanges,
    now: env['CNPG_LINT_NOW'] || undefined,
    ...(flags.base !== undefined && { base: flags.base }),
    crds: flags.crds ?? [],
    markdown: flags.markdown === true,
    forceExclude: flags['force-exclude'] === true,
    fix: flags.fix === true || flags['fix-dry-run'] === true,
    onProgress: (done, total) => progress.show(done, total),
    ...(flags['no-config'] === true ? { config: false } : flags.config !== undefined && { config: flags.config }),
    ...(flags['no-index'] === true ? { index: false } : flags.index !== undefined && { index: flags.index }),
    ...(flags['no-baseline'] === true
      ? { baseline: false }
      : flags.baseline !== undefined && { baseline: flags.baseline }),
    updateBaseline: flags['update-baseline'] === true,
    ...(patterns.includes('-') && { stdin: { path: stdinName, text: await surroundings.readStdin() } }),
  };
  const contextOf = ({ rules, files, textOf }: RunOutcome, stream = stdout): ReportContext => ({
    rules,
    files,
    textOf,
    color: takesColor(flags, env, stream),
    width: widthOf(env, stream),
    hyperlinks: takesHyperlinks(env, stream),
    showSuppressed: flags['show-suppressed'] === true,
    fromRoot: fromRepositoryRoot(cwd, env),
  });
  const shownOf = ({ report }: RunOutcome): Report => (flags.quiet === true ? errorsOnly(report) : report);
  // Who sits before a terminal wants to know of the file at hand first.
  const isFollowed = stdout.isTTY === true && outputs.printed.includes('pretty');
  const first = isFollowed && changed.length > 0 ? await run({ ...request, only: new Set(changed) }) : undefined;
  const isFirst = first !== undefined && first.files.length > 0;
  if (isFirst) printReports(outputs.printed, shownOf(first), contextOf(first), surroundings);
  const outcome = await run(request);
  progress.clear();
  profile?.begin('report');

  if (flags['fix-dry-run'] === true) await printDiff(outcome, surroundings);
  else if (flags.fix === true) await writeFixed(outcome, stdinName, surroundings);
  writeBaseline(outcome, surroundings);
  // With fixes of standard input or a diff on standard output, the report must not mix with them.
  const mixes = flags['fix-dry-run'] === true || (flags.fix === true && patterns.includes('-'));
  const reportStream = mixes ? stderr : stdout;
  const context = contextOf(outcome, reportStream);
  const shown = shownOf(outcome);
  if (isFirst) printElsewhere(shown, first.files, memory?.fingerprints ?? new Set(), context, surroundings);
  else printReports(outputs.printed, shown, context, { ...surroundings, stdout: reportStream });
  memory?.remember(shown.findings);
  for (const [path, format] of outputs.written)
    writeWhole(path, reporters[format](shown, { ...context, color: false, hyperlinks: false, width: widthOfLogs }));
  // Remarks on the run are for people, and no part of the report.
  if (outputs.printed.includes('pretty')) {
    if (flags.quiet !== true) tell(stderr, ...outcome.notes.map((note) => `note: ${note}`));
    if (flags.base !== undefined) tell(stderr, `note: ${inWords(outcome.changes)}`);
  }
  for (const line of profile?.end() ?? []) stderr.write(`debug: ${line}\n`);
  return exitStatus(outcome, maxWarnings, flags, surroundings);
}

/** How a change compares with its base; what comes and goes is named. */
function inWords({ added, changed, deleted, unchanged }: Changes): string {
  const named = (what: string, some: Changes['added']): string => {
    const names = some.slice(0, mostNames).map(({ kind, name }) => `${kind} ${name}`);
    const rest = some.length > mostNames ? [`${some.length - mostNames} more`] : [];
    return `${some.length} ${what}${some.length === 0 ? '' : ` (${[...names, ...rest].join(', ')})`}`;
  };
  const counts = [named('changed', changed), named('added', added), named('deleted', deleted)];
  return `against the base: ${[...counts, `${unchanged.length} unchanged`].join(', ')}`;
}

const mostNames = 10;

function exitStatus(
  { report, faults, unreadable }: RunOutcome,
  maxWarnings: number,
  flags: Flags,
  { stderr }: Surroundings,
): number {
  for (const fault of faults) reportFault(fault, flags.debug === true, stderr);
  tell(stderr, ...unreadable.map((one) => `cnpg-lint: cannot read ${one}`));
  if (faults.length > 0) return 3;
  if (unreadable.length > 0) return 2;
  const { errors, warnings } = report.summary;
  if (errors === 0 && warnings > maxWarnings)
    stderr.write(`cnpg-lint: ${warnings} warnings, more than the ${maxWarnings} of --max-warnings\n`);
  return flags['exit-zero'] !== true && (errors > 0 || warnings > maxWarnings) ? 1 : 0;
}

/** The settings that flags make. */
export function settingsOf(flags: Flags): ConfigFile {
  const chosen = (flags.preset ?? []).flatMap((names) => names.split(','));
  for (const name of chosen) if (!isPreset(name)) throw new UsageError(unknown('preset', name, presets));
  const cnpgVersion = flags['cnpg-version'];
  return {
    ...(cnpgVersion !== undefined && { cnpgVersion }),
    ...(chosen.length > 0 && { presets: chosen.filter(isPreset) }),
    ...(flags.rule && { rules: Object.assign({}, ...flags.rule.map(ruleSetting)) as RuleSettings }),
  };
}

function isPreset(name: string): name is Preset {
  return presets.some((preset) => preset === name);
}

function ruleSetting(text: string): RuleSettings {
  const [, id, severity] = /^([^=]+)=(error|warning|info|off)$/u.exec(text) ?? [];
  if (id === undefined || severity === undefined)
    throw new UsageError(`--rule takes ID=SEVERITY with error, warning, info or off, not "${text}"`);
  return { [id]: severity as 'error' | 'warning' | 'info' | 'off' };
}

function parseMaxWarnings(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (!/^\d+$/u.test(text)) throw new UsageError(`--max-warnings takes a number, not "${text}"`);
  return Number(text);
}

function unknown(what: string, given: string, known: readonly string[]): string {
  return `unknown ${what} "${given}"; ${didYouMean(given, known) ?? `known are ${known.join(', ')}`}`;
}

function errorsOnly(report: Report): Report {
  const findings = report.findings.filter(({ severity }) => severity === 'error');
  const { files, resources, suppressed } = report.summary;
  return { ...report, findings, summary: summarize(findings, files, resources, suppressed) };
}

async function writeFixed({ fixed }: RunOutcome, stdinName: string, { stdout, stderr }: Surroundings): Promise<void> {
  const mended: string[] = [];
  const refusals: string[] = [];
  await uninterrupted(fixed, ([file, { before, after, absolute }]) => {
    if (file === stdinName && absolute === '') {
      stdout.write(showable(after, stdout));
      return;
    }
    try {
      replaceText(absolute, before, after);
      mended.push(file);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      refusals.push(...error.reasons);
    }
  });
  if (mended.length > 0)
    tell(stderr, `cnpg-lint: mended ${mended.length === 1 ? mended[0] : `${mended.length} files`}`);
  if (refusals.length > 0) throw new UsageError(...refusals);
}

/** A baseline has all that a run finds in the files as they are. */
function checkBaselineFlags(flags: Flags): void {
  if (flags['update-baseline'] !== true) return;
  for (const other of ['no-baseline', 'fix-dry-run'] as const)
    if (flags[other] === true) throw new UsageError(`--update-baseline and --${other} exclude each other`);
}

/** A run that did not see everything does not say what is there. */
function writeBaseline({ baseline, faults, unreadable }: RunOutcome, { stderr }: Surroundings): void {
  if (!baseline) return;
  const { absolute, shown, entries, text } = baseline;
  if (faults.length > 0 || unreadable.length > 0) {
    stderr.write(`cnpg-lint: ${shown} is as it was, because not everything could be linted\n`);
    return;
  }
  writeWhole(absolute, text);
  stderr.write(`cnpg-lint: ${shown} has ${entries.length} ${entries.length === 1 ? 'finding' : 'findings'}\n`);
}

async function printDiff({ fixed }: RunOutcome, { stdout, env }: Surroundings): Promise<void> {
  const { createTwoFilesPatch } = await import('diff');
  for (const [file, { before, after }] of fixed) {
    const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, { context: 3 });
    stdout.write(withoutCommands(showable(patch.replace(/^=+\n/u, ''), stdout), env));
  }
}
