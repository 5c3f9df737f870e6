import type { Project } from '../model/project.ts';
import type { Source } from '../model/source.ts';
import type { Rule } from '../rule/define-rule.ts';
import type { FactStore, KnownFacts } from '../rule/fact.ts';
import type { FileSettings } from './config.ts';
import { LookUps } from './look-ups.ts';
import type { Reported } from './run-rules.ts';

/**
 * What rules found in an earlier round, the facts that they asked for, and the kinds of resources that were looked up on the way. What a rule says of a file
 * holds while the file and all resources of these kinds stay as they are, so that a round over a project with one change asks
 * few rules.
 */
export class KeptVerdicts implements FactStore {
  readonly lookUps = new LookUps();
  readonly known: KnownFacts = new Map();
  readonly #files = new Map<Source, FileVerdicts>();
  #last: { readonly project: Project; readonly rules: readonly Rule[] } | undefined;

  /** Begins a round, and forgets what the changes since the last one may have made wrong. */
  begin(project: Project, rules: readonly Rule[]): void {
    const last = this.#last;
    this.#last = { project, rules };
    if (!last || !isSameWorld(last.project, project) || !isSameList(last.rules, rules)) {
      this.#files.clear();
      this.known.clear();
      return;
    }
    const gone = new Set(last.project.sources);
    const added = project.sources.filter((source) => !gone.delete(source));
    for (const source of gone) this.#files.delete(source);
    const kinds = this.lookUps.kindsIn([...gone], last.project) | this.lookUps.kindsIn(added, project);
    for (const verdicts of this.#files.values()) verdicts.forget(kinds);
    for (const [subject, facts] of this.known) {
      if (!('source' in subject) || gone.has(subject.source)) this.known.delete(subject);
      else for (const [fact, known] of facts) if ((known.kinds & kinds) !== 0) facts.delete(fact);
    }
  }

  /** What is known of a file under its settings. */
  of(source: Source, settings: FileSettings): FileVerdicts {
    let verdicts = this.#files.get(source);
    if (verdicts?.settings !== settings) this.#files.set(source, (verdicts = new FileVerdicts(settings)));
    return verdicts;
  }

  /** Forgets everything, for instance after a fault. */
  clear(): void {
    this.#last = undefined;
  }
}

/** What each rule found in one file. */
export class FileVerdicts {
  readonly settings: FileSettings;
  readonly #found = new Map<Rule, Reported[]>();
  readonly #kinds = new Map<Rule, number>();
  /** The rules to ask again; all, before anything is known. */
  #due: ReadonlySet<Rule> | undefined;

  constructor(settings: FileSettings) {
    this.settings = settings;
  }

  /** Whether no rule is to be asked again. */
  get isSettled(): boolean {
    return this.#due?.size === 0;
  }

  isDue(rule: Rule): boolean {
    return this.#due?.has(rule) !== false;
  }

  /** Adds what a rule found, and the kinds that it looked up. */
  add(rule: Rule, found: readonly Reported[], kinds: number): void {
    if (kinds !== 0) this.#kinds.set(rule, (this.#kinds.get(rule) ?? 0) | kinds);
    if (found.length > 0) this.#found.set(rule, [...(this.#found.get(rule) ?? []), ...found]);
  }

  /** Ends a round; returns all that rules found. */
  end(): readonly Reported[] {
    this.#due = new Set();
    return [...this.#found.values()].flat();
  }

  forget(kinds: number): void {
    if (kinds === 0) return;
    const due = [...this.#kinds].flatMap(([rule, own]) => ((own & kinds) === 0 ? [] : [rule]));
    this.#due = new Set(due);
    for (const rule of due) {
      this.#found.delete(rule);
      this.#kinds.delete(rule);
    }
  }
}

/** Whether everything but the sources is the same, so that rules would say the same. Today ends at midnight. */
function isSameWorld(a: Project, b: Project): boolean {
  const scope = ({ scope: { now, ...rest } }: Project): string =>
    JSON.stringify([rest, now.toISOString().slice(0, 10)]);
  return (
    a.schemas === b.schemas &&
    a.kustomizations === b.kustomizations &&
    a.target.cnpg === b.target.cnpg &&
    a.target.plugin === b.target.plugin &&
    scope(a) === scope(b)
  );
}

function isSameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
