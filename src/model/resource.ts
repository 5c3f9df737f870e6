import type { Editor } from '../manifest/editor.ts';
import { type Path, PathSet, toPointer } from '../manifest/path.ts';
import { locate, locateWithin, type Part } from '../manifest/places.ts';
import type { Range } from '../text/source.ts';
import { asWritten, type Kustomizations, type Route } from './kustomize.ts';
import { partsWith } from './merge.ts';
import type { ResourceData } from './reading.ts';
import type { SchemaProblem } from './schema-catalog.ts';
import type { Source } from './source.ts';

/** A spot that a finding speaks of: a value or key of a resource, or a stretch of a file's text. */
export type Place = ResourcePlace | TextPlace;

/** A key or a value of a resource; its range is worked out when a finding needs it. */
export interface ResourcePlace {
  readonly resource: Resource;
  readonly path: Path;
  readonly part: Part;
  /** A stretch of a string, where it is narrower than the value. */
  readonly within?: Range;
}

/** A stretch of a file's text. */
export interface TextPlace {
  readonly source: Source;
  readonly range: Range;
}

/** A value with its place. */
export interface Field<T> {
  readonly value: T;
  readonly at: ResourcePlace;
  /** Whether the value is a placeholder's default, so that what is deployed may be another. */
  readonly assumed: boolean;
}

/** The types by which a field can be read. */
export interface FieldTypes {
  string: string;
  integer: number;
  boolean: boolean;
  object: Readonly<Record<string, unknown>>;
  array: readonly unknown[];
}

/** What is known of a resource beside its own text. */
export interface Surroundings {
  readonly kustomizations?: Kustomizations;
  /** The ways that it takes to a cluster, where these are not all those of its file. */
  readonly routes?: readonly Route[];
  /** The resource that is written, and patches of it in the order in which they are applied, where it is made of these. */
  readonly parts?: readonly Resource[];
  /** The resource as it is written, where this is one with another value. */
  readonly written?: Resource;
}

// They are asked for again and again.
const namePath: Path = ['metadata', 'name'];
const namespacePath: Path = ['metadata', 'namespace'];

/** One Kubernetes object. Its fields are read by type: what is absent, unknown or of another type is not there. */
export class Resource {
  readonly source: Source;
  readonly data: ResourceData;
  /** Whether it is only a part of an object, such as a Kustomize patch: nothing can be said about what it lacks. */
  readonly isPartial: boolean;
  readonly #about: Surroundings;
  readonly #unknown: PathSet | undefined;
  readonly #assumed: PathSet | undefined;

  constructor(source: Source, data: ResourceData, isPartial: boolean, about: Surroundings = {}) {
    this.source = source;
    this.data = data;
    this.isPartial = isPartial;
    this.#about = about;
    this.#unknown = setOf(data.unknown);
    this.#assumed = setOf(data.assumed);
  }

  /** Whether it is what kustomizations make of a resource and patches. */
  get isMerged(): boolean {
    return this.#about.parts !== undefined;
  }

  /** What it is made of: itself, or a resource and the patches that are applied to it. */
  get parts(): readonly Resource[] {
    return this.#about.parts ?? [this];
  }

  /** The resource of the project that it is, however patched it is and whatever defaults it has. */
  get origin(): Resource {
    return this.#about.parts?.[0] ?? this.#about.written ?? this;
  }

  get kind(): string {
    return this.data.kind;
  }

  get apiVersion(): string {
    const { group, version } = this.data;
    return group === '' ? version : `${group}/${version}`;
  }

  /** The name as written, placeholders included; empty when there is none. */
  get name(): string {
    const name = this.#raw(namePath);
    return typeof name === 'string' ? name : '';
  }

  /** The namespace as written; nothing when whoever applies the object chooses it. */
  get namespace(): string | undefined {
    const namespace = this.#raw(namespacePath);
    return typeof namespace === 'string' ? namespace : undefined;
  }

  /** The namespace that it is deployed to, as far as it is one: a kustomization's, else the one that is written. */
  get effectiveNamespace(): string | undefined {
    const own = this.namespace;
    if (this.#routes === asWritten) return own;
    const [first, ...others] = this.#routes.map(
      (route) => route.findLast(({ namespace }) => namespace)?.namespace ?? own ?? route.at(-1)?.defaultNamespace,
    );
    return others.every((other) => other === first) ? first : undefined;
  }

  /** The name as written, and those that kustomizations make of it. */
  get names(): readonly string[] {
    const own = this.name;
    if (own === '' || this.#about.kustomizations?.mayRename !== true) return [own];
    const renamed = this.#routes.map((route) =>
      route.reduce((name, { prefix, suffix }) => `${prefix}${name}${suffix}`, own),
    );
    return [...new Set([own, ...renamed])];
  }

  get #routes(): readonly Route[] {
    return this.#about.routes ?? this.#about.kustomizations?.routes(this.source.path) ?? asWritten;
  }

  get problems(): readonly SchemaProblem[] {
    return this.data.problems;
  }

  /** The field at a path, if it is there, known, and of the type. */
  get<K extends keyof FieldTypes>(type: K, ...path: Path): Field<FieldTypes[K]> | undefined {
    const value = this.#raw(path);
    if (this.isUnknown(...path) || !isOfType(value, type)) return undefined;
    return { value: value as FieldTypes[K], at: this.at(...path), assumed: this.#assumed?.has(path) === true };
  }

  /** The items of a type in the list at a path; an empty list when there is no list. */
  list<K extends keyof FieldTypes>(type: K, ...path: Path): readonly Field<FieldTypes[K]>[] {
    const items = this.#raw(path);
    if (!Array.isArray(items)) return [];
    return items.flatMap((_, index) => this.get(type, ...path, index) ?? []);
  }

  /** A string as written, even if it is a placeholder: for names, which are compared as text. */
  text(...path: Path): Field<string> | undefined {
    const value = this.#raw(path);
    return typeof value === 'string' ? { value, at: this.at(...path), assumed: false } : undefined;
  }

  /** Whether anything but null stands at a path; a placeholder counts. */
  has(...path: Path): boolean {
    const value = this.#raw(path);
    return value !== undefined && value !== null;
  }

  /** Whether a key is written at a path, even without a value. */
  hasKey(...path: Path): boolean {
    return this.#raw(path) !== undefined;
  }

  /** Whether what stands at a path is written, and no default. */
  isWritten(...path: Path): boolean {
    return (this.#about.written ?? this).has(...path);
  }

  /** The value at a path, whatever it is. */
  value(...path: Path): unknown {
    return this.#raw(path);
  }

  /** Whether a placeholder without default makes the value at a path, or one of its ancestors, unknown. */
  isUnknown(...path: Path): boolean {
    return this.#unknown?.covers(path) === true;
  }

  /** Whether a placeholder without default hides the value at a path, or one below it. */
  hidesBelow(...path: Path): boolean {
    if (!this.#unknown) return false;
    const pointer = toPointer(path);
    return this.#unknown.covers(path) || this.data.unknown.some((unknown) => unknown.startsWith(`${pointer}/`));
  }

  /** Whether the value at a path is the default of a placeholder. */
  isAssumed(...path: Path): boolean {
    return this.#assumed?.covers(path) === true;
  }

  /** Whether nothing, null or an empty text stands at a path: what the operator takes for not given. */
  isEmpty(...path: Path): boolean {
    const value = this.#raw(path);
    return (value === undefined || value === null || value === '') && !this.isUnknown(...path);
  }

  /** The place of a value; where it is missing, the key of its nearest ancestor. */
  at(...path: Path): ResourcePlace {
    return { resource: this.#holder(path), path, part: 'value' };
  }

  /** The place of a key. */
  key(...path: Path): ResourcePlace {
    return { resource: this.#holder(path), path, part: 'key' };
  }

  /** The same resource with another value, such as the one that defaults make of it; its places stay those of what is written. */
  withValue(value: Readonly<Record<string, unknown>>): Resource {
    const about = { ...this.#about, written: this.#about.written ?? this };
    return new Resource(this.source, { ...this.data, value }, this.isPartial, about);
  }

  /** Edits of the text that this resource stands in; paths given to it start at `root`. */
  get editor(): Editor {
    return this.source.editor(this.data.document);
  }

  /** A path of this resource as a path of its document. */
  inDocument(...path: Path): Path {
    return [...this.data.root, ...path];
  }

  /** The resource whose text has the last word on a path. */
  #holder(path: Path): Resource {
    const { parts, written } = this.#about;
    return (parts && partsWith(parts, path).at(-1)) ?? written ?? this;
  }

  #raw(path: Path): unknown {
    let value: unknown = this.data.value;
    for (const segment of path) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
      value = (value as Record<string | number, unknown>)[segment];
    }
    return value;
  }
}

/** The file that a place is in. */
export function sourceOf(place: Place): Source {
  return 'source' in place ? place.source : place.resource.source;
}

/** Where a place is: its file, the range in it, and the path in the resource if it has one. */
export function resolvePlace(place: Place): { readonly source: Source; readonly range: Range; readonly path: Path } {
  if ('source' in place) return { source: place.source, range: place.range, path: [] };
  const { resource, path, part, within } = place;
  const { places, value } = resource.data;
  // A resource as a whole, and a whole section that it lacks, is pointed at by its name, else by its kind.
  const hasStart = path.length > 0 && resource.hasKey(...path.slice(0, 1));
  const whole = resource.name === '' ? ['kind'] : ['metadata', 'name'];
  const range = hasStart ? locate(places, value, path, part) : locate(places, value, whole, 'value');
  const text = within && resource.text(...path)?.value;
  const narrow =
    within && text !== undefined ? locateWithin(resource.source.file.text, range, text, within) : undefined;
  return { source: resource.source, range: narrow ?? range, path };
}

function isOfType(value: unknown, type: keyof FieldTypes): boolean {
  switch (type) {
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return false;
  }
}

/** Most resources have no placeholders. */
function setOf(pointers: readonly string[]): PathSet | undefined {
  return pointers.length === 0 ? undefined : new PathSet(pointers);
}
