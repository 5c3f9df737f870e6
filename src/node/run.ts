import { dirname, relative, resolve } from 'node:path';
import { type ConfigFile, type Report, type Rule, report, type SchemaCatalog, type SourceFile } from '../core.ts';
import { seenBy } from '../engine/baseline.ts';
import { applyFixes } from '../engine/fix.ts';
import type { MeasureRule, RuleFault } from '../engine/panel.ts';
import type { Changes } from '../model/pairs.ts';
import type { Source } from '../model/source.ts';
import { counted } from '../text/counted.ts';
import { type BaselineFile, openBaseline } from './baseline-file.ts';
import { Configs, type LoadedConfig } from './configs.ts';
import { displayPath, findFiles, gitRoot } from './find-files.ts';
import { GroupLinter } from './group-linter.ts';
import { groupsOf } from './groups.ts';
import { loadSchemas, readCrds } from './load-schemas.ts';
import { Memory } from './memory.ts';
import { installedMinor } from './operators.ts';
import { statsOf } from './read-file.ts';
import { Reader } from './reader.ts';
import { UsageError } from './usage-error.ts';

export type { Changes };

/** What is to be linted, and how. Everything has a default but the patterns and the working directory. */
export interface RunRequest {
  readonly patterns: readonly string[];
  readonly cwd: string;
  /** Settings that win over configuration files. */
  readonly settings?: ConfigFile;
  /** The date that rules take for today where no setting gives one; without it, the clock's. */
  readonly now?: string | undefined;
  /** A configuration file, or none at all; without it, the nearest one. */
  readonly config?: string | false;
  /** The directory that rules look things up in, or nothing beyond the patterns; without it, the project. */
  readonly index?: string | false;
  readonly crds?: readonly string[];
  /** What is applied already, a directory or a git revision: changes of it are judged as updates. */
  readonly base?: string;
  /** Report only on resources that are new in comparison with the base, or changed. */
  readonly onlyChanges?: boolean;
  /** Search directories for Markdown, too. */
  readonly markdown?: boolean;
  /** Treat files that are named like those that a search comes upon: what is ignored is left out. */
  readonly forceExclude?: boolean;
  /** Report on no other files than these, absolute paths: for a first answer, before all are asked. */
  readonly only?: ReadonlySet<string>;
  /** What `-` among the patterns stands for. */
  readonly stdin?: SourceFile;
  /** A file with findings to keep out of the report, or none at all; without it, that beside the configuration or the root of the git work tree. */
  readonly baseline?: string | false;
  /** Work out a baseline with all that is found, in place of taking findings out by the one that is there. */
  readonly updateBaseline?: boolean;
  readonly customRules?: readonly Rule[];
  /** How many rounds of safe fixes to apply, in memory. */
  readonly fix?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
  /** What an earlier run over the same files left, so that only what changed is read. */
  readonly memory?: Memory;
  /** Told where the time goes. */
  readonly observer?: Observer;
}

/** The parts of a run, in their order. */
export type Phase = 'settings' | 'find files' | 'read files' | 'parse' | 'rules';

/** Watches a run. */
export interface Observer {
  /** A part of the run begins, and the one before ends. */
  readonly begin: (phase: Phase) => void;
  /** A catalog that does the same, and is watched at it. */
  readonly watchSchemas: (schemas: SchemaCatalog) => SchemaCatalog;
  /** Does a piece of work of a rule. */
  readonly measureRule: MeasureRule;
}

/** What a run came to. */
export interface RunOutcome {
  readonly report: Report;
  readonly rules: readonly Rule[];
  readonly faults: readonly RuleFault[];
  /** Files that could not be read although they were asked for, with the reason. */
  readonly unreadable: readonly string[];
  /** How the resources differ from the base. */
  readonly changes: Changes;
  /** Remarks on what was skipped and why. */
  readonly notes: readonly string[];
  /** The manifests that were linted. */
  readonly files: readonly string[];
  readonly textOf: (file: string) => string | undefined;
  /** The baseline as it is to be written, if that was asked for. */
  readonly baseline: BaselineFile | undefined;
  /** The texts that fixes changed: before and after, by file. */
  readonly fixed: ReadonlyMap<string, { readonly before: string; readonly after: string; readonly absolute: string }>;
}

const mostRounds = 10;

/** Does a whole run: configuration, files, index, rules, fixes in memory. Throws a UsageError when it cannot be done as asked. */
export async function run(request: RunRequest): Promise<RunOutcome> {
  const { cwd, patterns, settings = {}, customRules = [], forceExclude = false, memory = new Memory() } = request;
  const { observer } = request;
  observer?.begin('settings');
  const start = startFolder(patterns, cwd);
  const configs = memory.configs(() => new Configs(cwd, request.config, settings));
  const root = configs.at(start);
  const loaded = await memory.schemas(async () => loadSchemas(await readCrds(request.crds ?? [], cwd)));
  const schemas = observer ? observer.watchSchemas(loaded) : loaded;

  const paths = patterns.filter((pattern) => pattern !== '-');
  observer?.begin('find files');
  const found = await memory.find(
    paths.map((path) => resolve(cwd, path)),
    () => findFiles(paths, cwd, request.markdown ?? false, forceExclude),
  );
  if (found.unmatched.length > 0)
    throw new UsageError(`no file matches ${found.unmatched.map((pattern) => `"${pattern}"`).join(', ')}`);
  // Standard input may be a fragment of anything; else what is given is the index where there is no project around it.
  const hasIndex = request.index !== false && paths.length > 0;
  const indexRoot = hasIndex ? indexFolder(request, root, start) : undefined;
  const isWhole = indexRoot !== undefined && paths.length === 1 && resolve(cwd, paths[0] ?? '') === indexRoot;
  const indexed =
    indexRoot === undefined
      ? []
      : isWhole
        ? found.files
        : (await memory.find([indexRoot], () => findFiles([indexRoot], cwd, false))).files;

  observer?.begin('read files');
  const matched = new Set(found.files.map(({ path }) => path));
  const { only } = request;
  const given = only ? new Set(found.files.flatMap(({ path, absolute }) => (only.has(absolute) ? path : []))) : matched;
  const reader = new Reader(given, configs, memory, request.onProgress);
  reader.readAll([...found.files, ...indexed.filter(({ path }) => !matched.has(path))]);
  const piped = request.stdin && patterns.includes('-') ? [request.stdin] : [];
  const files = [...piped, ...reader.manifests];
  const isSubject = ({ path }: { path: string }): boolean => given.has(path) || path === piped[0]?.path;
  observer?.begin('settings');
  const groups = await groupsOf(files.filter(isSubject), root, configs, {
    cwd,
    schemas,
    index: indexRoot !== undefined ? 'project' : hasIndex ? 'given' : 'none',
    // The clock is read once, so that all groups agree.
    now: request.now ?? new Date().toISOString(),
    customRules,
    operator: () => installedMinor([...piped, ...reader.installers]),
  });
  // Few runs need git, or what starts it.
  const base =
    request.base === undefined ? [] : await (await import('./stored.ts')).readStored(request.base, cwd, start);
  const onlyChanges = request.onlyChanges === true;
  const { updateBaseline = false } = request;
  const baseline = openBaseline(request.baseline, updateBaseline, root?.folder ?? gitRoot(start) ?? cwd, cwd);
  const known = updateBaseline ? undefined : baseline?.fingerprints;
  const settingsOf = (file: string) => configs.settingsOf(resolve(cwd, file));
  observer?.begin('parse');
  const linter = new GroupLinter(groups, {
    files,
    base,
    kustomizations: memory.kustomizations(reader.kustomizations),
    schemas,
    onlyChanges,
    settingsOf,
    read: (file, target) => memory.source(file, schemas, target),
    measureRule: observer?.measureRule,
    onProgress: request.onProgress,
  });

  observer?.begin('rules');
  let result = linter.lint(known);
  const originals = new Map(files.map(({ path, text }) => [path, text]));
  for (let round = 0; request.fix === true && round < mostRounds; round++) {
    const texts = new Map(linter.sources.filter(isSubject).map(({ file }) => [file.path, file.text]));
    const changed = applyFixes(texts, result.findings);
    if (changed.size === 0) break;
    linter.replace(changed);
    result = linter.lint(known);
  }

  const rules = [...new Set(groups.flatMap((group) => group.rules))];
  // What compares with a base is not gone because a run has none.
  const judging = base.length > 0 ? rules : rules.filter(({ looksAtStored }) => looksAtStored !== true);
  const seen = baseline && seenBy(linter.sources, isSubject, indexRoot !== undefined, judging, settingsOf);
  const renewal = updateBaseline && seen ? baseline.renewed(result.findings, seen) : undefined;
  if (renewal) result = linter.lint(renewal.fingerprints);

  const texts = new Map([...base, ...linter.sources.map(({ file }) => file)].map(({ path, text }) => [path, text]));
  const absolutes = new Map(found.files.map(({ path, absolute }) => [path, absolute]));
  const fixed = [...texts].flatMap(([path, after]) => {
    const before = originals.get(path);
    return before === undefined || before === after
      ? []
      : [[path, { before, after, absolute: absolutes.get(path) ?? '' }] as const];
  });
  const count = given.size - reader.ignored - reader.unreadable.length + piped.length;
  return {
    report: report(groups[0].target.cnpg, result.findings, count, result.resources, result.suppressed),
    rules,
    faults: result.faults,
    unreadable: [...found.unreadable, ...reader.unreadable],
    changes: result.changes,
    notes: [
      ...notes(
        groups.map(({ target }) => target.cnpg),
        reader.ignored + found.excluded,
        linter.sources,
        found.brokenLinks,
        hasIndex || onlyChanges,
        indexRoot && `${counted(indexed.length, 'file')} in ${displayPath(indexRoot, cwd)}`,
      ),
      ...(seen && hasIndex && !onlyChanges && !renewal ? baseline.remarks(result.suppressed, seen) : []),
    ],
    files: files.filter(isSubject).map(({ path }) => path),
    textOf: (file) => texts.get(file),
    baseline: renewal,
    fixed: new Map(fixed),
  };
}

/** Where the search for the configuration and the project of the run begins: the deepest directory that holds all paths, else where we are. */
function startFolder(patterns: readonly string[], cwd: string): string {
  const folders = patterns
    .filter((pattern) => pattern !== '-')
    .map((pattern) => {
      const absolute = resolve(cwd, pattern);
      const stats = statsOf(absolute);
      return stats === undefined ? cwd : stats.isDirectory() ? absolute : dirname(absolute);
    });
  const [first = cwd, ...others] = folders;
  return others.reduce((common, folder) => {
    let at = common;
    while (relative(at, folder).startsWith('..')) at = dirname(at);
    return at;
  }, first);
}

/** The directory of the index: as given, else that of the configuration, else the git work tree; nothing for the paths themselves. */
function indexFolder({ index, cwd }: RunRequest, config: LoadedConfig | undefined, start: string): string | undefined {
  if (typeof index === 'string') {
    const folder = resolve(cwd, index);
    if (statsOf(folder)?.isDirectory() !== true) throw new UsageError(`--index: "${index}" is not a directory`);
    return folder;
  }
  return config ? config.folder : gitRoot(start);
}

/** What a reader of the report may want to know of the run. */
function notes(
  versions: readonly string[],
  ignored: number,
  sources: readonly Source[],
  brokenLinks: readonly string[],
  hasIndex: boolean,
  index: string | undefined,
): string[] {
  const targets = [...new Set(versions)];
  const templates = sources.filter(({ reading }) => reading.template).length;
  return [
    ...(targets.length > 1
      ? [`linted for CloudNativePG ${targets.join(' and ')}, as the nearest configurations say`]
      : []),
    ...(ignored > 0 ? [`${counted(ignored, 'file')} skipped: ignored by a configuration or an ignore file`] : []),
    ...(templates > 0 ? [`${counted(templates, 'template')} skipped: render them first`] : []),
    ...(brokenLinks.length > 0
      ? [`${counted(brokenLinks.length, 'broken link')} skipped: ${brokenLinks.join(', ')}`]
      : []),
    ...(hasIndex ? [] : ['no index: what may be elsewhere was not judged']),
    ...(index === undefined ? [] : [`index: ${index}`]),
  ];
}
