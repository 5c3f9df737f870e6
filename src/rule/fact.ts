import type { Project } from '../model/project.ts';
import type { Resource } from '../model/resource.ts';

/** Something worked out about a resource or the whole project, at most once a run. */
export interface Fact<S extends Resource | Project, T> {
  readonly name: string;
  compute(subject: S, context: FactContext): T;
}

/** What a fact may look at beside its subject. */
export interface FactContext {
  readonly project: Project;
  fact<S extends Resource | Project, T>(fact: Fact<S, T>, subject: S): T;
}

/** Declares a fact. */
export function defineFact<S extends Resource | Project, T>(fact: Fact<S, T>): Fact<S, T> {
  return fact;
}

/** A context that remembers what it has worked out. */
export function createFacts(project: Project): FactContext {
  const known = new Map<unknown, Map<unknown, unknown>>();
  const context: FactContext = {
    project,
    fact<S extends Resource | Project, T>(fact: Fact<S, T>, subject: S): T {
      let ofFact = known.get(fact);
      if (!ofFact) known.set(fact, (ofFact = new Map()));
      const found = ofFact.get(subject);
      if (found !== undefined || ofFact.has(subject)) return found as T;
      const value = fact.compute(subject, context);
      ofFact.set(subject, value);
      return value;
    },
  };
  return context;
}
