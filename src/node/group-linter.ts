import type { SourceFile } from '../core.ts';
import type { FileSettings } from '../engine/config.ts';
import { distinguish, type LintInput, type LintResult, lint } from '../engine/lint.ts';
import { readProject, type Sources } from '../engine/read.ts';
import type { Target } from '../model/schema-catalog.ts';
import type { Source } from '../model/source.ts';
import { compareText } from '../text/compare.ts';
import type { Group } from './groups.ts';

/** What all groups of a run have in common. */
export interface Common extends Pick<LintInput, 'kustomizations' | 'schemas' | 'onlyChanges' | 'measureRule'> {
  /** Everything that is known: the index. */
  readonly files: readonly SourceFile[];
  /** What is applied already. */
  readonly base: readonly SourceFile[];
  readonly settingsOf: (file: string) => FileSettings;
  /** Reads a file for a target. */
  readonly read: (file: SourceFile, target: Target) => Source;
  readonly onProgress: ((done: number, total: number) => void) | undefined;
}

/** Lints groups of files, each as its target has them, with all files as their index. */
export class GroupLinter {
  readonly #groups: readonly [Group, ...Group[]];
  readonly #common: Common;
  readonly #views = new Map<string, View>();

  constructor(groups: readonly [Group, ...Group[]], common: Common) {
    this.#groups = groups;
    this.#common = common;
    for (const { target } of groups) this.#viewOf(target);
  }

  get sources(): readonly Source[] {
    return this.#viewOf(this.#groups[0].target).sources;
  }

  /** Lints all files; findings of the fingerprints given count as suppressed. */
  lint(baseline?: ReadonlySet<string>): LintResult {
    const [first, ...others] = this.#groups;
    return merged([this.#lint(first, baseline), ...others.map((group) => this.#lint(group, baseline))]);
  }

  /** Reads anew what fixes changed. */
  replace(changed: ReadonlyMap<string, string>): void {
    for (const view of this.#views.values()) view.replace(changed);
  }

  #lint({ files, rules, target, scope }: Group, baseline: ReadonlySet<string> | undefined): LintResult {
    const { kustomizations, schemas, onlyChanges = false, settingsOf, measureRule } = this.#common;
    const { sources, stored } = this.#viewOf(target);
    const config = { target, scope, settingsOf };
    const isSubject = ({ path }: Source): boolean => files.has(path);
    const isReported = ({ path }: Source): boolean => this.#groups.some((group) => group.files.has(path));
    return lint({
      sources,
      isSubject,
      isReported,
      kustomizations,
      stored,
      onlyChanges,
      baseline,
      rules,
      schemas,
      config,
      measureRule,
    });
  }

  #viewOf(target: Target): View {
    const key = JSON.stringify(target);
    let view = this.#views.get(key);
    if (!view) this.#views.set(key, (view = new View(this.#common, target)));
    return view;
  }
}

/** The files of a run as the schemas of a target see them. */
class View {
  sources: readonly Source[];
  readonly stored: Sources;
  readonly #read: (file: SourceFile) => Source;

  constructor({ files, base, schemas, read, onProgress }: Common, target: Target) {
    this.#read = (file) => read(file, target);
    this.stored = readProject(base, schemas, target);
    this.sources = files.map((file, index) => {
      if (index % 100 === 0) onProgress?.(index, files.length);
      return this.#read(file);
    });
  }

  replace(changed: ReadonlyMap<string, string>): void {
    this.sources = this.sources.map((source) => {
      const text = changed.get(source.path);
      return text === undefined ? source : this.#read({ path: source.path, text });
    });
  }
}

/** The results of groups as one; no two of them have findings in one file. */
function merged(results: readonly [LintResult, ...LintResult[]]): LintResult {
  if (results.length === 1) return results[0];
  const findings = results.flatMap((result) => result.findings);
  const of = <T>(what: (result: LintResult) => readonly T[]): readonly T[] => results.flatMap(what);
  return {
    // Two groups may each have a finding on a resource of one name.
    findings: distinguish(findings.sort((a, b) => compareText(a.file, b.file))),
    suppressed: of(({ suppressed }) => suppressed),
    faults: of(({ faults }) => faults),
    resources: results.reduce((sum, { resources }) => sum + resources, 0),
    changes: {
      added: of(({ changes }) => changes.added),
      changed: of(({ changes }) => changes.changed),
      unchanged: of(({ changes }) => changes.unchanged),
      // Every group sees all resources, and so the same ones missing.
      deleted: results[0].changes.deleted,
    },
  };
}
