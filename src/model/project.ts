import { hasPlaceholder } from '../manifest/placeholders.ts';
import { nearest } from '../text/nearest.ts';
import { groupBy } from '../values/lists.ts';
import type { Kustomizations } from './kustomize.ts';
import { type Outcome, Overlays, untouched } from './overlays.ts';
import { type Pairing, pairOfMerged, pairs } from './pairs.ts';
import { isPartial } from './partial.ts';
import type { ResourceData } from './reading.ts';
import { mayShareNamespace, References } from './references.ts';
import { Resource } from './resource.ts';
import type { SchemaCatalog, SchemaProblem, Target } from './schema-catalog.ts';
import type { Source } from './source.ts';

/** What is known of a named object: it is there, it is certainly not, or the run cannot tell. */
export type Lookup =
  | { readonly is: 'found'; readonly resource: Resource }
  | { readonly is: 'missing'; readonly near?: Resource }
  | { readonly is: 'unknown' };

/** What rules look things up in: a project found by its configuration or git, just what was given, or nothing beyond it. */
export type Index = 'project' | 'given' | 'none';

/** How much of the world a run sees. */
export interface Scope {
  /** `closed` when nothing exists outside the run. */
  readonly world: 'open' | 'closed';
  /** How much the run has read, so that the links which never cross repositories can be judged. */
  readonly index: Index;
  /** Names by kind that live elsewhere. */
  readonly external: Readonly<Record<string, readonly string[]>>;
  /** Plugins that the operator adds to every Cluster. */
  readonly operatorPlugins: readonly string[];
  /** What rules on dates take for today. */
  readonly now: Date;
  /** Whether somebody named the minor of the operator, or it is just the newest known. */
  readonly isTargetChosen: boolean;
  /** The PostgreSQL major of Clusters that do not tell it. */
  readonly postgres: number | undefined;
  /** The minor of Kubernetes 1, if somebody named it. */
  readonly kubernetesMinor: number | undefined;
  /** Which tool fills in placeholders, if somebody named it. */
  readonly substitution: 'flux' | 'envsubst' | 'helm' | undefined;
}

/** Says what the schema says of an object. */
export type Validate = (data: ResourceData, schemas: SchemaCatalog, target: Target) => readonly SchemaProblem[];

/** Every resource that a run knows of, found by kind and name; among them the Secrets and ConfigMaps beside ours. */
export class Project {
  readonly sources: readonly Source[];
  /** Those of our API groups. */
  readonly resources: readonly Resource[];
  readonly target: Target;
  readonly schemas: SchemaCatalog;
  readonly scope: Scope;
  readonly kustomizations: Kustomizations;
  readonly #byKind: ReadonlyMap<string, readonly Resource[]>;
  readonly #byName = new Map<string, References>();
  readonly #open = new Map<string, boolean>();
  readonly #nearest = new Map<string, string>();
  readonly #complete = new Map<string, boolean>();
  readonly #bySource = new Map<Source, Resource[]>();
  readonly #neighbours = new Map<Source, readonly Resource[]>();
  readonly #stored: ReadonlyMap<Resource, Resource>;
  readonly #before: Project | undefined;
  readonly #validate: Validate;
  #overlays: Overlays | undefined;

  constructor(
    sources: readonly Source[],
    kustomizations: Kustomizations,
    schemas: SchemaCatalog,
    target: Target,
    scope: Scope,
    validate: Validate,
    stored?: Project,
    pairing: Pairing = pairs,
  ) {
    this.sources = sources;
    this.target = target;
    this.schemas = schemas;
    this.scope = scope;
    this.kustomizations = kustomizations;
    this.#validate = validate;
    this.#before = stored;
    const about = { kustomizations };
    const resourcesOf = (source: Source, all: readonly ResourceData[]): Resource[] =>
      all.map((data) => new Resource(source, data, isPartial(source.path, data, kustomizations), about));
    this.resources = sources.flatMap((source) => {
      const own = resourcesOf(source, source.reading.resources);
      this.#bySource.set(source, own);
      this.#neighbours.set(source, resourcesOf(source, source.reading.neighbours));
      return own;
    });
    // Most runs have no base to compare with, and pairing looks at every resource.
    this.#stored = stored && stored.resources.length > 0 ? pairing(stored.resources, this.resources) : new Map();
    const neighbours = [...this.#neighbours.values()].flat();
    this.#byKind = groupBy([...this.resources, ...neighbours], ({ kind }) => kind);
  }

  ofKind(kind: string): readonly Resource[] {
    return this.#byKind.get(kind) ?? [];
  }

  /** The resources of one source, in their order. */
  of(source: Source): readonly Resource[] {
    return this.#bySource.get(source) ?? [];
  }

  /** The objects of Kubernetes itself in one source, on which only a rule that names their kind reports. */
  neighboursOf(source: Source): readonly Resource[] {
    return this.#neighbours.get(source) ?? [];
  }

  /** What kustomizations make of a resource and patches, be it the resource that is patched or a patch. */
  outcomeOf(resource: Resource): Outcome {
    this.#overlays ??= this.#readOverlays();
    return this.#overlays.of(resource);
  }

  #readOverlays(): Overlays {
    const { sources, resources, kustomizations, schemas, target, scope } = this;
    const byPath = new Map(kustomizations.mayPatch ? sources.map((source) => [source.path, source]) : []);
    return new Overlays({
      resources,
      kustomizations,
      resourcesAt: (path) => {
        const source = byPath.get(path);
        // A run over a whole project leaves out only what is none of ours.
        if (!source) return scope.index === 'project' ? [] : undefined;
        return isHidden(source) || source.reading.template ? undefined : this.of(source);
      },
      validate: (data) => this.#validate(data, schemas, target),
    });
  }

  /** The resource that one replaces, in a run over a change. */
  storedOf(resource: Resource): Resource | undefined {
    const old = this.#stored.get(resource.origin);
    const before = old && resource.isMerged ? this.#before?.outcomeOf(old) : undefined;
    // An overlay may be the first on what has been applied as it is.
    if (!before || before === untouched) return old;
    return pairOfMerged(resource, before.merged, this.outcomeOf(resource.origin).merged);
  }

  /** Whole resources of a kind and name that a resource may share a namespace with, the nearest files first. */
  named(from: Resource, kind: string, name: string): readonly Resource[] {
    const found = this.#references(kind)
      .near(from, name)
      .filter((other) => other !== from.origin && !other.isPartial && mayShareNamespace(from, other));
    if (found.length < 2) return found;
    return found
      .map((other) => ({ other, far: pathDistance(from.source.path, other.source.path) }))
      .sort((a, b) => a.far - b.far || (a.other.source.path < b.other.source.path ? -1 : 1))
      .map(({ other }) => other);
  }

  /**
   * Looks up an object by the name that a resource refers to it by. In an open world without an index an absent object
   * is unknown, unless another one's name is so near that the reference must be misspelt.
   */
  lookup(from: Resource, kind: string, name: string): Lookup {
    const [exact] = this.named(from, kind, name);
    if (exact) return { is: 'found', resource: exact };
    if (this.scope.external[kind]?.includes(name) === true || hasPlaceholder(name)) return { is: 'unknown' };
    // A patch of that name has its base elsewhere, and a placeholder may become the name.
    if (this.#references(kind).named(name).length > 0 || this.#hasOpenNames(kind)) return { is: 'unknown' };
    const near = this.named(from, kind, this.#nearestName(kind, name))[0];
    if (near) return { is: 'missing', near };
    return this.isComplete(kind) ? { is: 'missing' } : { is: 'unknown' };
  }

  /** Whether an object of a kind that was not found does not exist: nothing of the kind hides in a text that could not be read. */
  isComplete(kind: string): boolean {
    return remembered(this.#complete, kind, () => {
      const seesAll = this.scope.world === 'closed' || this.#isIndexed(kind);
      return (
        seesAll && !this.sources.some((source) => source.reading.template?.kinds.includes(kind) || isHidden(source))
      );
    });
  }

  /** What was only given is taken for all that there is of a kind if it has one of it: a single file seldom is a project. */
  #isIndexed(kind: string): boolean {
    return this.scope.index === 'project' || (this.scope.index === 'given' && this.ofKind(kind).length > 0);
  }

  #references(kind: string): References {
    let references = this.#byName.get(kind);
    if (!references) {
      this.#byName.set(kind, (references = new References()));
      for (const resource of this.ofKind(kind)) for (const name of resource.names) references.add(name, resource);
    }
    return references;
  }

  /** Whether a resource of a kind has a name that a placeholder makes. */
  #hasOpenNames(kind: string): boolean {
    return remembered(this.#open, kind, () => this.ofKind(kind).some(({ name }) => hasPlaceholder(name)));
  }

  #nearestName(kind: string, name: string): string {
    return remembered(
      this.#nearest,
      `${kind}/${name}`,
      () => nearest(name, [...this.#references(kind).names].sort()) ?? '',
    );
  }
}

/** Whether objects of a file may not have been read. */
function isHidden({ reading }: Source): boolean {
  return reading.problems.some(({ code }) => code === 'syntax' || code === 'limit');
}

function remembered<T>(known: Map<string, T>, key: string, compute: () => T): T {
  let value = known.get(key);
  if (value === undefined) known.set(key, (value = compute()));
  return value;
}

/** How far apart two files are: the number of directories to leave and enter; 0 within one file. */
function pathDistance(a: string, b: string): number {
  if (a === b) return 0;
  const from = a.split('/');
  const to = b.split('/');
  let common = 0;
  while (common < from.length - 1 && from[common] === to[common]) common += 1;
  return from.length + to.length - 2 * common;
}
