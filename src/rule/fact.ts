import type { Project } from '../model/project.ts';
import { Resource } from '../model/resource.ts';

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

/** A context that remembers what it has worked out, about the whole project and about the resources that were asked for last. */
export function createFacts(project: Project): FactContext {
  const ofProject: Known = new Map();
  const ofResources = new RecentlyKnown();
  let latest: Resource | Project = project;
  let ofLatest = ofProject;
  const context: FactContext = {
    project,
    fact<S extends Resource | Project, T>(fact: Fact<S, T>, subject: S): T {
      // Questions about one subject come together.
      if (subject !== latest) {
        ofLatest = subject instanceof Resource ? ofResources.about(subject) : ofProject;
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

/**
 * What is known of the resources that were asked for last: those that have to do with each other stand in files near each other,
 * and what is known of all resources of a large repository takes more memory than the resources.
 */
class RecentlyKnown {
  #recent = new Map<Resource, Known>();
  #earlier = this.#recent;

  about(resource: Resource): Known {
    let known = this.#recent.get(resource);
    if (known) return known;
    known = this.#earlier.get(resource) ?? new Map();
    if (this.#recent.size >= most) {
      this.#earlier = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(resource, known);
    return known;
  }
}

/** So many resources, and up to as many more, are remembered. */
const most = 100;
