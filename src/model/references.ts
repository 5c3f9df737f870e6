import { hasPlaceholder } from '../manifest/placeholders.ts';
import type { Resource } from './resource.ts';

/** Resources by a name that they have or refer to. Looking up stays quick when every namespace uses the same names. */
export class References {
  readonly #byName = new Map<string, Resource[]>();
  readonly #byNamespace = new Map<string, Resource[]>();

  add(name: string, from: Resource): void {
    push(this.#byName, name, from);
    push(this.#byNamespace, `${literalNamespace(from) ?? ''}/${name}`, from);
  }

  /** The names, in the order of their first use. */
  get names(): Iterable<string> {
    return this.#byName.keys();
  }

  /** All of a name, wherever they are. */
  named(name: string): readonly Resource[] {
    return this.#byName.get(name) ?? [];
  }

  /** Those of a name that may share a namespace with a resource. */
  near(resource: Resource, name: string): readonly Resource[] {
    const namespace = literalNamespace(resource);
    if (namespace === undefined) return this.named(name);
    const same = this.#byNamespace.get(`${namespace}/${name}`) ?? [];
    const open = this.#byNamespace.get(`/${name}`) ?? [];
    return open.length === 0 ? same : [...same, ...open];
  }
}

/** The namespace, unless whoever applies the resource chooses it or a placeholder holds it: then it may be any. */
function literalNamespace({ namespace }: Resource): string | undefined {
  return namespace === undefined || hasPlaceholder(namespace) ? undefined : namespace;
}

function push(lists: Map<string, Resource[]>, key: string, item: Resource): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
