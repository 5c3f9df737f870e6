import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { rules as builtInRules, type ConfigFile, type Report, type Rule, report, type SourceFile } from '../core.ts';
import { resolveScope, resolveTarget } from '../engine/config.ts';
import { applyFixes } from '../engine/fix.ts';
import { type LintResult, lint } from '../engine/lint.ts';
import { readFile, readProject } from '../engine/read.ts';
import type { RuleFault } from '../engine/run-rules.ts';
import { Kustomizations } from '../model/kustomize.ts';
import { isKustomization, mayDeploy } from '../model/layer.ts';
import type { Changes } from '../model/pairs.ts';
import { Source } from '../model/source.ts';
import type { LoadedConfig } from './config-file.ts';
import { Configs } from './configs.ts';
import { displayPath, type FoundFile, findFiles, gitRoot, reason } from './find-files.ts';
import { loadRules } from './load-rules.ts';
import { loadSchemas, readCrds } from './load-schemas.ts';
import { readStored } from './stored.ts';
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
  /** What `-` among the patterns stands for. */
  readonly stdin?: SourceFile;
  readonly customRules?: readonly Rule[];
  /** How many rounds of safe fixes to apply, in memory. */
  readonly fix?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
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
  readonly textOf: (file: string) => string | undefined;
  /** The texts that fixes changed: before and after, by file. */
  readonly fixed: ReadonlyMap<string, { readonly before: string; readonly after: string; readonly absolute: string }>;
}

const mostRounds = 10;

/** Does a whole run: configuration, files, index, rules, fixes in memory. Throws a UsageError when it cannot be done as asked. */
export async function run(request: RunRequest): Promise<RunOutcome> {
  const { cwd, patterns, settings = {}, customRules = [] } = request;
  const start = startFolder(patterns, cwd);
  const configs = new Configs(cwd, request.config, settings);
  const root = configs.at(start);
  const rules = [...builtInRules, ...customRules, ...(root ? await loadRules(root) : [])];
  const merged: ConfigFile = {
    ...(request.now !== undefined && { now: request.now }),
    ...root?.content,
    ...settings,
  };
  const crds = await readCrds(request.crds ?? [], cwd);
  const schemas = await loadSchemas(crds);

  const paths = patterns.filter((pattern) => pattern !== '-');
  const found = await findFiles(paths, cwd, request.markdown ?? false);
  if (found.unmatched.length > 0)
    throw new UsageError(`no file matches ${found.unmatched.map((pattern) => `"${pattern}"`).join(', ')}`);
  // Standard input may be a fragment of anything; else what is given is the index where there is no project around it.
  const hasIndex = request.index !== false && paths.length > 0;
  const indexRoot = hasIndex ? indexFolder(request, root, start) : undefined;
  const isWhole = indexRoot !== undefined && paths.length === 1 && resolve(cwd, paths[0] ?? '') === indexRoot;
  const indexed =
    indexRoot === undefined ? [] : isWhole ? found.files : (await findFiles([indexRoot], cwd, false)).files;

  const given = new Set(found.files.map(({ path }) => path));
  const reader = new Reader(given, configs, request.onProgress);
  reader.readAll([...found.files, ...indexed.filter(({ path }) => !given.has(path))]);
  configs.check(rules);
  const target = resolveTarget(schemas, {
    ...merged,
    ...(merged.cnpgVersion === 'auto' && { cnpgVersion: reader.operator() }),
  });
  const piped = request.stdin && patterns.includes('-') ? [request.stdin] : [];
  const sources = [...piped, ...reader.manifests].map((file, index, { length }) => {
    if (index % 100 === 0) request.onProgress?.(index, length);
    return new Source(file, readFile(file, schemas, target));
  });
  const isSubject = (source: Source): boolean => given.has(source.path) || source.path === request.stdin?.path;

  const config = {
    target,
    scope: resolveScope(merged, indexRoot !== undefined ? 'project' : hasIndex ? 'given' : 'none'),
    settingsOf: (file: string) => configs.settingsOf(resolve(cwd, file)),
  };
  const kustomizations = new Kustomizations(reader.kustomizations);
  const base = request.base === undefined ? [] : await readStored(request.base, cwd, start);
  const stored = readProject(base, schemas, target);
  const onlyChanges = request.onlyChanges === true;
  const lintAll = (all: readonly Source[]): LintResult =>
    lint({ sources: all, isSubject, kustomizations, stored, onlyChanges, rules, schemas, config });

  let current = sources;
  let result = lintAll(current);
  const originals = new Map(sources.map(({ file }) => [file.path, file.text]));
  for (let round = 0; request.fix === true && round < mostRounds; round++) {
    const texts = new Map(current.filter(isSubject).map(({ file }) => [file.path, file.text]));
    const changed = applyFixes(texts, result.findings);
    if (changed.size === 0) break;
    current = current.map((source) => {
      const text = changed.get(source.path);
      if (text === undefined) return source;
      const file = { path: source.path, text };
      return new Source(file, readFile(file, schemas, target));
    });
    result = lintAll(current);
  }

  const texts = new Map([...base, ...current.map(({ file }) => file)].map(({ path, text }) => [path, text]));
  const absolutes = new Map(found.files.map(({ path, absolute }) => [path, absolute]));
  const fixed = [...texts].flatMap(([path, after]) => {
    const before = originals.get(path);
    return before === undefined || before === after
      ? []
      : [[path, { before, after, absolute: absolutes.get(path) ?? '' }] as const];
  });
  const count = found.files.length - reader.ignored + piped.length;
  return {
    report: report(target.cnpg, result.findings, count, result.resources),
    rules,
    faults: result.faults,
    unreadable: [...found.unreadable, ...reader.unreadable],
    changes: result.changes,
    notes: notes(
      reader.ignored,
      current,
      hasIndex || onlyChanges,
      indexRoot && `${indexed.length} ${indexed.length === 1 ? 'file' : 'files'} in ${displayPath(indexRoot, cwd)}`,
    ),
    textOf: (file) => texts.get(file),
    fixed: new Map(fixed),
  };
}

const operatorImage = 'cloudnative-pg/cloudnative-pg:';
const operatorVersion = /cloudnative-pg\/cloudnative-pg:v?(\d+\.\d+)/gu;

/** Reads files and keeps the texts that matter: those that mention our API groups, what ours may refer to, and kustomizations. */
class Reader {
  readonly manifests: SourceFile[] = [];
  readonly kustomizations: SourceFile[] = [];
  readonly unreadable: string[] = [];
  /** How many of the given files a configuration ignores. */
  ignored = 0;
  readonly #operators = new Set<string>();
  readonly #given: ReadonlySet<string>;
  readonly #configs: Configs;
  readonly #onProgress: RunRequest['onProgress'];

  constructor(given: ReadonlySet<string>, configs: Configs, onProgress: RunRequest['onProgress']) {
    this.#given = given;
    this.#configs = configs;
    this.#onProgress = onProgress;
  }

  /** The version of the operator that a manifest of the project installs. Throws a UsageError if none does, or two disagree. */
  operator(): string {
    const [version, other] = this.#operators;
    if (version !== undefined && other === undefined) return version;
    const found =
      version === undefined ? 'no manifest installs the operator' : `the project installs ${version} and ${other}`;
    throw new UsageError(`--cnpg-version auto: ${found}; name the version`);
  }

  readAll(files: readonly FoundFile[]): void {
    for (const [index, { path, absolute }] of files.entries()) {
      if (index % 500 === 0) this.#onProgress?.(index, files.length);
      let bytes: Buffer;
      try {
        bytes = readFileSync(absolute);
      } catch (error) {
        // What merely stands beside is none of the user's request.
        if (this.#given.has(path)) this.unreadable.push(`${path}: ${reason(error)}`);
        continue;
      }
      if (isKustomization(path) || mayDeploy(bytes)) this.kustomizations.push({ path, text: bytes.toString('utf8') });
      if (bytes.includes(operatorImage))
        for (const [, minor] of bytes.toString('utf8').matchAll(operatorVersion)) this.#operators.add(minor ?? '');
      // Most files are none of ours, and need no configuration.
      if (!bytes.includes('cnpg.io') && !mayHoldNeighbours(bytes)) continue;
      if (!this.#configs.ignores(absolute)) this.manifests.push({ path, text: bytes.toString('utf8') });
      else if (this.#given.has(path)) this.ignored += 1;
    }
  }
}

/** Whether a file may hold what our resources refer to, Secrets and ConfigMaps with SQL, what makes or fills that, or what reads the operator's metrics. */
function mayHoldNeighbours(bytes: Buffer): boolean {
  const mayHoldQueries = bytes.includes('sql') || bytes.includes('usage:');
  return (
    ['kind: Secret', 'kind: ExternalSecret', 'kind: SealedSecret', 'postBuild:'].some((text) => bytes.includes(text)) ||
    bytes.includes('cnpg_collector_') ||
    (bytes.includes('kind: ConfigMap') && mayHoldQueries)
  );
}

/** Where the search for configuration and project begins: at the first path, else where we are. */
function startFolder(patterns: readonly string[], cwd: string): string {
  const first = patterns.find((pattern) => pattern !== '-');
  if (first === undefined) return cwd;
  const absolute = resolve(cwd, first);
  const stats = statSync(absolute, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return absolute;
  return stats ? dirname(absolute) : cwd;
}

/** The directory of the index: as given, else that of the configuration, else the git work tree; nothing for the paths themselves. */
function indexFolder({ index, cwd }: RunRequest, config: LoadedConfig | undefined, start: string): string | undefined {
  if (typeof index === 'string') {
    const folder = resolve(cwd, index);
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
      throw new UsageError(`--index: "${index}" is not a directory`);
    return folder;
  }
  return config ? config.folder : gitRoot(start);
}

/** What a reader of the report may want to know of the run. */
function notes(ignored: number, sources: readonly Source[], hasIndex: boolean, index: string | undefined): string[] {
  const templates = sources.filter(({ reading }) => reading.template).length;
  const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
  return [
    ...(ignored > 0 ? [`${count(ignored, 'file')} skipped: ignored by the configuration`] : []),
    ...(templates > 0 ? [`${count(templates, 'template')} skipped: render them first`] : []),
    ...(hasIndex ? [] : ['no index: what may be elsewhere was not judged']),
    ...(index === undefined ? [] : [`index: ${index}`]),
  ];
}
