import type { Project } from '../model/project.ts';
import type { Resource } from '../model/resource.ts';
import type { Source } from '../model/source.ts';
import type { Suppression } from '../model/suppression.ts';
import type { Rule } from '../rule/define-rule.ts';
import { createFacts } from '../rule/fact.ts';
import { groupBy } from '../values/lists.ts';
import type { Config, FileSettings } from './config.ts';
import { judgeMerged } from './judge-merged.ts';
import {
  type Ask,
  type Case,
  type MeasureRule,
  nothingSaid,
  Panel,
  type Reported,
  type RuleFault,
  type Said,
} from './panel.ts';
import type { Prepared } from './plan.ts';
import { judge, type RuleNames, type Ruling, suppressible, suppressionsIn } from './suppress.ts';

/** What is asked of whom. */
export interface Assignment {
  /** The files that are reported on. */
  readonly sources: readonly Source[];
  /** Whether the run reports on a file at all, here or with another configuration. */
  readonly isReported: (source: Source) => boolean;
  readonly rules: readonly Rule[];
  readonly config: Config;
  readonly measureRule?: MeasureRule | undefined;
}

/** Applies every rule that is on to every subject of the given sources. */
export function runRules(
  project: Project,
  { sources, isReported, rules, config, measureRule }: Assignment,
): { readonly reported: readonly Reported[]; readonly faults: readonly RuleFault[] } {
  const facts = createFacts(project);
  const reported: Reported[] = [];
  const faults: RuleFault[] = [];
  const { index, world, now } = project.scope;
  let names: RuleNames | undefined;
  const ruling: Ruling = {
    // Most files suppress nothing.
    get names() {
      return (names ??= suppressible(rules));
    },
    today: now.toISOString().slice(0, 10),
  };
  const seesAll = index !== 'none' || world === 'closed';
  const inTarget = rules.filter((rule) => isMeantFor(rule, project));
  const panels = new Map<FileSettings, Panel>();
  const panelOf = ({ path }: Source): Panel => {
    const settings = config.settingsOf(path);
    let panel = panels.get(settings);
    if (!panel) panels.set(settings, (panel = new Panel(inTarget, settings, { facts, faults, measureRule })));
    return panel;
  };
  const suppressionsOf = (source: Source): readonly Suppression[] =>
    suppressionsIn(source, [...project.of(source), ...project.neighboursOf(source)]);
  const given = new Set(sources);
  const open = (source: Source): Hearing => {
    const panel = panelOf(source);
    const said = nothingSaid();
    return { source, panel, said, ask: panel.into(said, source) };
  };
  /** Asks a panel about files of its own. */
  const hear = (panel: Panel, hearings: readonly Hearing[]): void => {
    const subjects: Case[] = [];
    const neighbours: Case[] = [];
    for (const { source, said, ask } of hearings) {
      const own = project.of(source);
      for (const prepared of panel.plan.ofSources) checkSource(prepared, source, own, ask);
      for (const subject of own) {
        const outcome = project.outcomeOf(subject);
        if (outcome.merged.length === 0) subjects.push({ subject, said, ask });
        else
          judgeMerged(subject, outcome, said, {
            panelOf: (part) => panelOf(part.source),
            isReported: (part) => isReported(part.source),
            isShown: (part) => given.has(part.source) && panelOf(part.source) === panel,
            suppressionsOf,
            ruling,
          });
      }
      for (const subject of project.neighboursOf(source)) neighbours.push({ subject, said, ask });
    }
    panel.check(subjects);
    panel.checkNamed(neighbours);
  };
  /** Settles what of it is suppressed. */
  const close = ({ source, panel, said, ask }: Hearing): void => {
    const { plan } = panel;
    const kept = panel.kept(said);
    const suppressions = suppressionsOf(source);
    if (suppressions.length === 0) {
      for (const one of kept) reported.push(one);
      return;
    }
    const { suppressed, problems } = judge(suppressions, {
      ...ruling,
      raised: [...said.own, ...said.withheld],
      elsewhere: said.elsewhere,
      isCertain: (rule) => seesAll && plan.has(rule) && !said.faulty.has(rule) && rule.looksAtStored !== true,
    });
    for (const one of kept) reported.push({ ...one, suppression: suppressed.get(one) ?? one.suppression });
    const count = said.own.length;
    for (const problem of problems)
      for (const prepared of plan.ofSuppressions)
        ask(prepared, problem.subject, () => prepared.rule.checkSuppression?.(problem, prepared.context));
    for (const one of said.own.slice(count)) reported.push(one);
  };
  for (let at = 0; at < sources.length; at += atOnce) {
    const hearings = sources.slice(at, at + atOnce).map(open);
    for (const [panel, own] of groupBy(hearings, (hearing) => hearing.panel)) hear(panel, own);
    for (const hearing of hearings) close(hearing);
  }
  return { reported, faults };
}

/**
 * So many files are heard together, rule by rule. The code of all rules is larger than a processor's cache, that of one is not,
 * and neither are the objects of a few files: file by file takes a third more time.
 */
const atOnce = 128;

/** A file, who is asked about it, and what they say. */
interface Hearing {
  readonly source: Source;
  readonly panel: Panel;
  readonly said: Said;
  readonly ask: Ask;
}

function checkSource(prepared: Prepared, source: Source, subjects: readonly Resource[], ask: Ask): void {
  const { rule, context } = prepared;
  if (rule.checkSource) ask(prepared, undefined, () => rule.checkSource?.(source, context));
  if (!rule.checkText) return;
  for (const problem of source.reading.problems) {
    const subject = subjects.find(({ data }) => data.document === problem.document);
    ask(prepared, subject, () => rule.checkText?.(problem, source, context));
  }
}

/** Whether a rule is meaningful for a target; versions are compared by their place in the catalog's list, oldest first. */
export function isMeantFor({ since, until }: Rule, { schemas, target }: Pick<Project, 'schemas' | 'target'>): boolean {
  const place = (minor: string): number => schemas.cnpgVersions.indexOf(minor);
  const at = place(target.cnpg);
  return (since === undefined || at >= place(since)) && (until === undefined || at <= place(until));
}
