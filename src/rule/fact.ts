import type { Project } from '../model/project.ts';
import type { Resource } from '../model/resource.ts';

/** Something worked out about the whole project, at most once a run, or about a resource, once for all that is asked meanwhile. */
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

/** What was worked out about one subject, by fact. */
type Known = Map<unknown, unknown>;

/** A context that remembers what it has worked out. */
export function createFacts(project: Project): FactContext {
  const bySubject = new Map<Resource | Project, Known>();
  let latest: Resource | Project | undefined;
  let ofLatest: Known = new Map();
  const context: FactContext = {
    project,
    fact<S extends Resource | Project, T>(fact: Fact<S, T>, subject: S): T {
      // Questions about one subject come together.
      if (subject !== latest) {
        let known = bySubject.get(subject);
        if (!known) bySubject.set(subject, (known = new Map()));
        ofLatest = known;
        latest = subject;
      }
      const known = ofLatest;
      const found = known.get(fact);
      if (found !== undefined || known.has(fact)) return found as T;
      const value = fact.compute(subject, context);
      known.set(fact, value);
      return value;
    },
  };
  return context;
}
