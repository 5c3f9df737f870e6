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

/** A value, and the kinds that were looked up for it, as bits. */
interface KnownFact {
  readonly value: unknown;
  readonly kinds: number;
}

/** What is known of resources and of the project. */
export type KnownFacts = Map<Resource | Project, Map<unknown, KnownFact>>;

/** Where facts are kept, and where it is written down what is looked up. */
export interface FactStore {
  readonly known: KnownFacts;
  readonly lookUps: { kinds: number };
}

/** A context that remembers what it has worked out. What was looked up for a fact counts for everybody who asks for it. */
export function createFacts(project: Project, store?: FactStore): FactContext {
  const { known, lookUps } = store ?? { known: new Map() as KnownFacts, lookUps: { kinds: 0 } };
  const context: FactContext = {
    project,
    fact<S extends Resource | Project, T>(fact: Fact<S, T>, subject: S): T {
      let ofSubject = known.get(subject);
      if (!ofSubject) known.set(subject, (ofSubject = new Map()));
      let entry = ofSubject.get(fact);
      const before = lookUps.kinds;
      if (!entry) {
        lookUps.kinds = 0;
        entry = { value: fact.compute(subject, context), kinds: lookUps.kinds };
        ofSubject.set(fact, entry);
      }
      lookUps.kinds = before | entry.kinds;
      return entry.value as T;
    },
  };
  return context;
}
