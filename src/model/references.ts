import { hasPlaceholder } from '../manifest/placeholders.ts';
import { addTo } from '../values/lists.ts';
import { directoryOf } from './file-paths.ts';
import { sameName } from './names.ts';
import type { Resource } from './resource.ts';

/** Up to so many resources of a name, looking at each is quicker than an index. */
const few = 8;

/** Resources by a name that they have or refer to. Looking up stays quick when every namespace uses the same names. */
export class References {
  readonly #byName = new Map<string, Resource[]>();
  readonly #byNamespace = new Map<string, Map<string, Resource[]>>();

  add(name: string, from: Resource): void {
    addTo(this.#byName, name, from);
    this.#byNamespace.delete(name);
  }

  /** The names, in the order of their first use. */
  get names(): Iterable<string> {
    return this.#byName.keys();
  }

  /** All of a name, wherever they are. */
  named(name: string): readonly Resource[] {
    return this.#byName.get(name) ?? [];
  }

  /** Those of some names that may share a namespace with a resource. */
  near(resource: Resource, ...names: readonly string[]): readonly Resource[] {
    const [name, ...others] = names;
    if (name === undefined) return [];
    const found = this.#near(resource, name);
    return others.length === 0 ? found : [...new Set([...found, ...this.near(resource, ...others)])];
  }

  #near(resource: Resource, name: string): readonly Resource[] {
    const all = this.named(name);
    if (all.length <= few) return all.filter((other) => mayShareNamespace(resource, other));
    const namespace = literalNamespace(resource);
    if (namespace === undefined) return all;
    let spaces = this.#byNamespace.get(name);
    if (!spaces) {
      this.#byNamespace.set(name, (spaces = new Map()));
      for (const other of all) addTo(spaces, literalNamespace(other) ?? '', other);
    }
    const same = spaces.get(namespace) ?? [];
    const open = spaces.get('') ?? [];
    return open.length === 0 ? same : [...same, ...open];
  }
}

/**
 * Whether two resources can be in one namespace: equal, or unknown on a side, since whoever applies them fills it in. Files
 * of one directory are taken to be applied alike.
 */
export function mayShareNamespace(a: Resource, b: Resource): boolean {
  if (a.namespace === b.namespace && directoryOf(a.source.path) === directoryOf(b.source.path)) return true;
  const [ours, theirs] = [a.effectiveNamespace, b.effectiveNamespace];
  return ours === undefined || theirs === undefined || sameName(ours, theirs) !== 'no';
}

/** The namespace, unless whoever applies the resource chooses it or a placeholder holds it: then it may be any. */
function literalNamespace({ effectiveNamespace: namespace }: Resource): string | undefined {
  return namespace === undefined || hasPlaceholder(namespace) ? undefined : namespace;
}
